using System.Net;
using Ilb.Contracts;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>Changes through the API, each awaited until its operation has succeeded.</summary>
internal static class ServedInstallationChanges
{
    public const string Network = "VNetUSWest", OtherNetwork = "VNetOther";

    /// <summary>The sample's two virtual networks with the same address space.</summary>
    public static async Task AddNetworksAsync(this ServedInstallation served) =>
        await served.DoneAsync(served.Client.SetNetworkConfigurationAsync(await File.ReadAllTextAsync(IlbProgram.Sample("networks.xml"))));

    /// <summary>The first of the two networks gets IPv6.</summary>
    public static async Task AddIpv6PrefixAsync(this ServedInstallation served, string prefix)
    {
        var configuration = await File.ReadAllTextAsync(IlbProgram.Sample("networks.xml"));
        var end = configuration.IndexOf("</AddressSpace>", StringComparison.Ordinal);
        await served.DoneAsync(served.Client.SetNetworkConfigurationAsync(configuration.Insert(end, $"<AddressPrefix>{prefix}</AddressPrefix>")));
    }

    /// <summary>A cloud service with its machines, all in one call, in <see cref="Network"/> unless told.</summary>
    public static async Task AddServiceAsync(
        this ServedInstallation served, string service, IEnumerable<Role> roles, bool balanced = false, string network = Network)
    {
        await served.Client.CreateServiceAsync(new CreateHostedService
        {
            ServiceName = service,
            Label = XmlDocuments.EncodeLabel(service),
            Location = Documents.Location,
        });
        await served.DoneAsync(served.Client.CreateDeploymentAsync(service, Documents.Deployment(service, network, roles, balanced)));
    }

    /// <summary>Reads a role, changes it and writes it back.</summary>
    public static async Task ChangeRoleAsync(this ServedInstallation served, string service, string role, Action<Role> change)
    {
        var document = await served.Client.GetRoleAsync(service, service, role);
        change(document);
        await served.DoneAsync(served.Client.UpdateRoleAsync(service, service, document));
    }

    public static Task OperateAsync(this ServedInstallation served, string service, string role, string operation) =>
        served.DoneAsync(served.Client.OperateRoleAsync(service, service, role, new RoleOperation { OperationType = operation }));

    public static async Task DoneAsync(this ServedInstallation served, Task<string> operation) =>
        await served.Client.WaitForOperationAsync(await operation);

    /// <summary>The address of a service's internal load balancer, with an L4 port.</summary>
    public static async Task<IPEndPoint> VipAsync(this ServedInstallation served, string service, int port)
    {
        var vip = (await served.StatusAsync()).Vips.Single(vip => vip.CloudService == service);
        return new IPEndPoint(IPAddress.Parse(vip.Address), port);
    }

    /// <summary>Waits until so many backends of a service's sets are judged up, and no more.</summary>
    public static async Task HealthyAsync(this ServedInstallation served, string service, int backends, int seconds = 30)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        while (true)
        {
            var status = await served.StatusAsync();
            var up = status.Vips.Where(vip => vip.CloudService == service).SelectMany(vip => vip.Sets).SelectMany(set => set.Backends)
                .Count(backend => backend.Health == "up");
            if (up == backends)
                return;
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"Not within {seconds} s: {backends} backends of {service} up. {status.Verdict}");
            await Task.Delay(50);
        }
    }

    /// <summary>Makes a responder close its sockets for a while.</summary>
    public static Task SilenceAsync(this ServedInstallation served, string machine, int seconds) =>
        served.ExecuteAsync(machine, "sh", "-c", $"echo {seconds} > /run/responder/silent");
}
