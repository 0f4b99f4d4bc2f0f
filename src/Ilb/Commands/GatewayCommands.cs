using System.CommandLine;
using Ilb.Client;
using Ilb.Contracts;
using Ilb.Gateways;

namespace Ilb.Commands;

/// <summary>`ilb gateway`: what the far end of a tunnel needs; from anywhere with publish settings, without root.</summary>
internal static class GatewayCommands
{
    private const string PeerConfig = "gateway peer-config";

    public static Command Create() => new("gateway", "Help the far end of a gateway's tunnels") { CreatePeerConfig() };

    private static Command CreatePeerConfig()
    {
        var network = new Argument<string>("NETWORK") { Description = "The virtual network" };
        var site = new Argument<string>("SITE") { Description = "The local network site that its gateway connects to" };
        var file = new Option<FileInfo?>("--output", "-o") { Description = "The file, readable by its owner alone; standard output unless given", HelpName = "FILE" };
        var settings = Shared.PublishSettings();
        var data = Shared.Data();
        var command = new Command("peer-config", "Write the strongSwan configuration (swanctl.conf) of the far end, the shared key in it")
        {
            network, site, file, settings, data,
        };
        command.SetAction(async (result, cancellation) =>
        {
            if (SettingsFile.Find(PeerConfig, result.GetValue(settings), result.GetRequiredValue(data)) is not { } path)
                return 2;
            try
            {
                var text = await TextAsync(path, result.GetRequiredValue(network), result.GetRequiredValue(site), cancellation);
                await WriteAsync(result.GetValue(file), text, cancellation);
                return 0;
            }
            catch (Exception e) when (e is PublishSettingsException or ServiceManagementException or PeerException or IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync($"ilb {PeerConfig}: {e.Message}");
                return 1;
            }
        });
        return command;
    }

    private static async Task<string> TextAsync(string settings, string network, string site, CancellationToken cancellation)
    {
        using var client = new ServiceManagementClient(PublishSettings.Read(settings)[0]);
        var parameters = await client.GetIpsecParametersAsync(network, site, cancellation);
        var key = await client.GetSharedKeyAsync(network, site, cancellation);
        var gateway = await client.GetGatewayAsync(network, cancellation);
        var networks = await client.GetVirtualNetworkSitesAsync(cancellation);
        var known = networks.Sites.FirstOrDefault(n => IsNamed(n.Name, network));
        var found = known?.Gateway?.Sites?.FirstOrDefault(s => IsNamed(s.Name, site));
        if (known is null || found is null || gateway.VipAddress is null || key.Value is null)
            throw new PeerException($"The gateway of '{network}' was changed meanwhile; try again.");
        if (found.VpnGatewayAddress is null)
            throw new PeerException($"The local network site '{found.Name}' has no VPNGatewayAddress: no tunnel goes there. Set-AzureVNetConfig gives it one.");
        return PeerConfiguration.Of(known, found, gateway.VipAddress, parameters, key.Value);
    }

    private static async Task WriteAsync(FileInfo? file, string text, CancellationToken cancellation)
    {
        if (file is null)
            await Console.Out.WriteAsync(text.AsMemory(), cancellation);
        else
            await OwnersFile.WriteAsync(file.FullName, text, mayReplace: true, cancellation);
    }

    private static bool IsNamed(string? name, string wanted) => string.Equals(name, wanted, StringComparison.OrdinalIgnoreCase);

    private sealed class PeerException(string message) : Exception(message);
}
