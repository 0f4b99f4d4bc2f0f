using System.Net;
using Ilb.Contracts;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

/// <summary>
/// An installation with an uplink. The service "web" (web1, web2) has an internal load balancer with the set "first" (100 to 8080)
/// and on its public VIP the sets "open" (80 to 8080 as well), "dns" (UDP 53), "guarded" (90) and, on web1 alone, 8022 to 8081.
/// </summary>
public sealed class PublicNetwork : IAsyncLifetime
{
    public const string Service = "web";

    private ServedInstallation? _served;

    internal OutsidePlace Outside { get; } = new();

    public ServedInstallation Served => _served!;

    public IPAddress Internal { get; private set; } = null!;

    public IPAddress Public { get; private set; } = null!;

    /// <summary>A machine of the same virtual network.</summary>
    internal MachinePlace Client { get; private set; } = null!;

    internal MachinePlace Web1 { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        try
        {
            _served = await ServedInstallation.StartAsync(uplink: Outside.Path);
            await Served.AddNetworksAsync();
            await Served.AddServiceAsync(Service, [Web("web1", Alone()), Web("web2")], balanced: true);
            await Served.AddServiceAsync("clients", [Documents.Role("client1", Documents.Clients)]);
            await Served.HealthyAsync(Service, 9);
            var vips = (await Served.StatusAsync()).Vips;
            (Internal, Public) = (IPAddress.Parse(vips[0].Address), IPAddress.Parse(vips[1].Address));
            (Client, Web1) = (await Served.InsideAsync("client1"), await Served.InsideAsync("web1"));
            Outside.SendEverythingTo(Public);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_served is not null)
            await _served.DisposeAsync();
        Outside.Dispose();
    }

    private static Role Web(string name, params InputEndpoint[] more) => Documents.Role(
        name,
        endpoints:
        [
            Documents.Member("first", 100, 8080),
            Open("open", 80, 8080),
            Open("dns", 53, 5353, "udp", 8080),
            Open("guarded", 90, 8090),
            .. more,
        ]);

    private static InputEndpoint Open(string set, int publicPort, int localPort, string protocol = "tcp", int? probePort = null)
    {
        var endpoint = Documents.Member(set, publicPort, localPort, protocol, probePort);
        endpoint.LoadBalancerName = null;
        return endpoint;
    }

    private static InputEndpoint Alone() => new() { Name = "alone", Protocol = "tcp", Port = 8022, LocalPort = 8081 };
}
