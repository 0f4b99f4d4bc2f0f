using System.Net;
using Ilb.Model.Addressing;
using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>Subnets and addresses that requests ask for, and the choice where they ask for none.</summary>
internal static class AddressRules
{
    /// <summary>The named subnet of a network.</summary>
    /// <param name="mine">The subnet that its owner is in already.</param>
    public static Subnet? Subnet(Change change, VirtualNetwork network, string name, string path, string? mine = null)
    {
        var subnet = network.Subnet(name);
        if (subnet is not null)
            return NotOfGateway(change, network, subnet, path, mine);
        change.Bad(ProblemCode.SubnetUnknown, path,
            $"The virtual network '{network.Name}' has no subnet '{name}'. Its subnets: {SubnetList(network)}.");
        return null;
    }

    /// <summary>The subnet, unless it is the gateway's; who was in it before gateways were known stays.</summary>
    public static Subnet? NotOfGateway(Change change, VirtualNetwork network, Subnet subnet, string path, string? mine)
    {
        if (!subnet.IsForGateway || Named.Same(subnet.Name, mine))
            return subnet;
        change.Bad(ProblemCode.SubnetIsForGateway, path,
            $"The subnet {subnet.Name} ({subnet.Prefix}) is for the gateway of '{network.Name}'. Machines and VIPs go into another: {SubnetList(network)}.");
        return null;
    }

    /// <summary>A static address: well formed, in the subnet, not reserved, free.</summary>
    /// <param name="mine">The address its owner has already, which is free for it.</param>
    public static IPAddress? Static(Change change, AddressPlan plan, Subnet subnet, string text, IPAddress? mine, string path)
    {
        if (Parse(change, text, path) is not { } address)
            return null;
        if (!subnet.Prefix.Contains(address))
            change.Bad(ProblemCode.AddressOutsideSubnet, path, $"{address} is not in the subnet {subnet.Name} ({subnet.Prefix}).{Suggestion(plan, subnet)}");
        else if (AddressPlan.IsReserved(subnet.Prefix, address))
            change.Bad(ProblemCode.AddressReserved, path,
                $"{address} is reserved: the first four addresses and the last of {subnet.Prefix} are.{Suggestion(plan, subnet)}");
        else if (!address.Equals(mine) && plan.OwnerOf(address) is { } owner)
            change.Conflict(ProblemCode.AddressInUse, path, $"{address} is in use by {owner}.{Suggestion(plan, subnet)}");
        else if (address.Equals(mine) || HasRoom(change, plan, path))
            return address;
        return null;
    }

    /// <summary>The lowest free address of a subnet.</summary>
    public static IPAddress? Dynamic(Change change, AddressPlan plan, Subnet subnet, string path)
    {
        if (!HasRoom(change, plan, path))
            return null;
        var address = plan.FreeIn(subnet.Prefix).FirstOrDefault();
        if (address is null)
            change.Conflict(ProblemCode.SubnetFull, path, $"The subnet {subnet.Name} ({subnet.Prefix}) has no free address left.");
        return address;
    }

    public static IPAddress? Parse(Change change, string text, string path)
    {
        if (Ipv4Prefix.TryParseAddress(text, out var address))
            return address;
        change.Bad(ProblemCode.AddressInvalid, path, $"'{text}' is not an IPv4 address such as 10.1.0.4.");
        return null;
    }

    public static string SubnetList(VirtualNetwork network) => Sentences.List(network.MachineSubnets.Select(s => $"{s.Name} ({s.Prefix})"));

    private static bool HasRoom(Change change, AddressPlan plan, string path)
    {
        if (plan.IsFull)
            change.Conflict(ProblemCode.AddressesTooMany, path,
                $"The network has given {AddressPlan.MostAddresses} addresses, and no more can be in use in one network.");
        return !plan.IsFull;
    }

    private static string Suggestion(AddressPlan plan, Subnet subnet) =>
        plan.FreeIn(subnet.Prefix).FirstOrDefault() is { } free ? $" Free is {free}; Test-AzureStaticVNetIP shows more." : "";
}
