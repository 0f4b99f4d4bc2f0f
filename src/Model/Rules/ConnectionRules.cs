using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>A gateway's connection to one site and the key of its tunnel.</summary>
internal static class ConnectionRules
{
    public static DesiredState Update(Change change, UpdateConnection command)
    {
        if (Find(change, command) is not var (network, gateway, connection))
            return change.State;
        if (Named.Same(command.Operation, "Connect"))
            return Store(change, network, gateway, connection with { IsConnected = true });
        if (Named.Same(command.Operation, "Disconnect"))
            return Store(change, network, gateway, connection with { IsConnected = false });
        change.Bad(ProblemCode.ConnectionOperationUnknown, $"{Path(network, connection)}/Operation",
            $"'{command.Operation}' is no operation of a connection: Connect, Disconnect.");
        return change.State;
    }

    public static DesiredState SetKey(Change change, SetSharedKey command)
    {
        if (Find(change, command) is not var (network, gateway, connection))
            return change.State;
        if (SharedKeys.IsValid(command.Key))
            return StoreKey(change, network, gateway, connection with { SharedKey = command.Key! });
        // The key itself is in no message.
        change.Bad(ProblemCode.SharedKeyInvalid, $"{Path(network, connection)}/SharedKey",
            $"A shared key has 1 to {SharedKeys.Longest} letters and digits (A-Z, a-z, 0-9); this one has "
            + (command.Key is { Length: > 0 and <= SharedKeys.Longest } ? "other characters." : $"{command.Key?.Length ?? 0} characters."));
        return change.State;
    }

    public static DesiredState ResetKey(Change change, ResetSharedKey command)
    {
        if (Find(change, command) is not var (network, gateway, connection))
            return change.State;
        var length = command.Length ?? SharedKeys.UsualLength;
        if (length is < 1 or > SharedKeys.Longest)
        {
            change.Bad(ProblemCode.SharedKeyLengthOutOfRange, $"{Path(network, connection)}/KeyLength",
                $"{length}: a shared key has 1 to {SharedKeys.Longest} characters; {SharedKeys.UsualLength} are plenty.");
            return change.State;
        }

        var key = SharedKeys.Make(change, network.Name, connection.Site, length);
        return StoreKey(change, network, gateway, connection with { SharedKey = key });
    }

    /// <summary>The connection and what it is part of; problems where there is none.</summary>
    public static (VirtualNetwork Network, Gateway Gateway, SiteConnection Connection)? Find(Change change, ConnectionCommand command)
    {
        if (GatewayRules.Find(change, command) is not var (network, gateway))
            return null;
        if (gateway.Connection(command.Site) is { } connection)
            return (network, gateway, connection);
        change.Missing(ProblemCode.LocalNetworkSiteUnknown, $"{GatewayRules.Path(network)}/Connection[{command.Site}]",
            $"The gateway of '{network.Name}' does not connect to a local network site '{command.Site}'. It connects to: "
            + $"{Sentences.List(gateway.Connections.Select(c => c.Site))}.");
        return null;
    }

    public static DesiredState Store(Change change, VirtualNetwork network, Gateway gateway, SiteConnection connection) =>
        GatewayRules.Store(change, network, gateway.Put(connection));

    /// <summary>The API takes short keys; whoever hears a tunnel begin can try all of them at leisure.</summary>
    private static DesiredState StoreKey(Change change, VirtualNetwork network, Gateway gateway, SiteConnection connection)
    {
        if (connection.SharedKey.Length < SharedKeys.ShortestStrong)
            change.Note($"A shared key of fewer than {SharedKeys.ShortestStrong} characters can be guessed; Reset-AzureVNetGatewayKey makes one of {SharedKeys.UsualLength}.");
        return Store(change, network, gateway, connection);
    }

    public static string Path(VirtualNetwork network, SiteConnection connection) =>
        $"{GatewayRules.Path(network)}/Connection[{connection.Site}]";
}
