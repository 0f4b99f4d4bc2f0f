using Ilb.Contracts;

namespace Ilb.Unit.ControlPlane;

/// <summary>One balanced service for all tests that change nothing; it lives as long as the test process.</summary>
internal static class Balanced
{
    private static readonly Lazy<Task<TestService>> Service = new(async () =>
    {
        var service = await TestService.StartBalancedAsync();
        await service.MustAsync(
            HttpMethod.Post,
            "services/hostedservices",
            XmlDocuments.ToText(new CreateHostedService { ServiceName = "empty", Label = "empty", Location = "West US" }));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => service.DisposeAsync().AsTask().Wait();
        return service;
    });

    public static Task<TestService> GetAsync() => Service.Value;
}
