using System.Collections.Immutable;
using System.Net;
using Ilb.Model.Addressing;
using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>The answer to "is this address free in this network": when it is not, up to five that are.</summary>
/// <param name="Problem">Null unless the question itself was wrong.</param>
public sealed record AddressAvailability(bool IsAvailable, ImmutableArray<IPAddress> Suggestions, Problem? Problem)
{
    private const int MostSuggestions = 5;

    public static AddressAvailability Check(SubscriptionState subscription, string network, string address)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        if (subscription.VirtualNetwork(network) is not { } found)
            return Wrong(ProblemCode.VirtualNetworkUnknown, "networkName", $"The virtual network {network} does not exist.");
        if (!Ipv4Prefix.TryParseAddress(address, out var asked))
            return Wrong(ProblemCode.AddressInvalid, "address", $"'{address}' is not an IPv4 address such as 10.1.0.4.");

        var plan = AddressPlan.Of(subscription, found, null);
        var subnet = found.MachineSubnets.FirstOrDefault(s => s.Prefix.Contains(asked));
        if (subnet is not null && !AddressPlan.IsReserved(subnet.Prefix, asked) && plan.OwnerOf(asked) is null)
            return new AddressAvailability(true, [], null);

        // Those of the subnet that was meant come first.
        var order = found.MachineSubnets.OrderBy(s => s == subnet ? 0 : 1);
        return new AddressAvailability(false, [.. order.SelectMany(s => plan.FreeIn(s.Prefix)).Take(MostSuggestions)], null);
    }

    private static AddressAvailability Wrong(ProblemCode code, string path, string message) =>
        new(false, [], new Problem(ProblemKind.BadRequest, code, path, message));
}
