using Ilb.Client;
using Ilb.Contracts;

namespace Ilb.Bench.Service;

/// <summary>What is in a service before it is measured, put there by the client that users have.</summary>
internal static class Stock
{
    /// <summary>One cloud service of so many machines behind a load balancer, all running.</summary>
    public static async Task FillAsync(ServeProcess served, string service, int machines)
    {
        using var client = new ServiceManagementClient(served.Subscription);
        await DoneAsync(client, client.SetNetworkConfigurationAsync(Documents.Networks));
        await AddAsync(client, service, Documents.Deployment(service, machines));
    }

    /// <summary>So many cloud services, of one machine each behind a load balancer of its own, that wait to be attached.</summary>
    public static async Task RecordAsync(ServeProcess served, int services)
    {
        using var client = new ServiceManagementClient(served.Subscription);
        await DoneAsync(client, client.SetNetworkConfigurationAsync(Documents.LargeNetworks));
        for (var i = 1; i <= services; i++)
        {
            if (i % 100 == 0)
                Console.Error.Write($"\r  {i} of {services} cloud services");
            await AddAsync(client, $"recorded{i}", Documents.Deployment($"recorded{i}", 1, Documents.Attached));
        }

        Console.Error.WriteLine();
    }

    private static async Task AddAsync(ServiceManagementClient client, string service, Deployment deployment)
    {
        await client.CreateServiceAsync(new CreateHostedService { ServiceName = service, Label = XmlDocuments.EncodeLabel(service), Location = Documents.Location });
        await DoneAsync(client, client.CreateDeploymentAsync(service, deployment));
    }

    private static async Task DoneAsync(ServiceManagementClient client, Task<string> operation) => await client.WaitForOperationAsync(await operation);
}
