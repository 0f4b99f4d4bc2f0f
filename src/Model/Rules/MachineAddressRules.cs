using System.Net;
using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>Subnet and address of a machine.</summary>
internal static class MachineAddressRules
{
    /// <summary>What the request asks for; where it is silent, what the machine has; for a new machine the first subnet.</summary>
    /// <returns>The address is null when there are problems.</returns>
    public static (string? Subnet, IPAddress? Address) Choose(
        Change change, Place place, RoleNetworkRequest? request, VirtualMachine? before, string name, string path)
    {
        var wish = string.IsNullOrEmpty(request?.StaticAddress) ? null : request.StaticAddress;
        if (place.Network is not { } network)
            return (null, InPrivateNetwork(change, place, request, wish, before, path));
        if (Subnet(change, place, network, request, wish, before, name, path) is not { } subnet)
            return (null, null);

        if (wish is not null)
            return (subnet.Name, AddressRules.Static(change, place.Plan, subnet, wish, before?.Address, $"{path}/StaticVirtualNetworkIPAddress"));
        return before is not null && subnet.Prefix.Contains(before.Address)
            ? (subnet.Name, before.Address)
            : (subnet.Name, AddressRules.Dynamic(change, place.Plan, subnet, $"{path}/SubnetNames"));
    }

    private static IPAddress? InPrivateNetwork(
        Change change, Place place, RoleNetworkRequest? request, string? wish, VirtualMachine? before, string path)
    {
        if (request?.SubnetNames is [var subnet, ..])
            change.Bad(ProblemCode.SubnetNeedsVirtualNetwork, $"{path}/SubnetName",
                $"The deployment is in no virtual network and has no subnet '{subnet}'. Name a virtual network when it is created (-VNetName).");
        if (wish is not null)
            change.Bad(ProblemCode.AddressNeedsVirtualNetwork, $"{path}/StaticVirtualNetworkIPAddress",
                $"{wish}: a static address needs a virtual network, and the deployment is in none.");
        return before?.Address ?? AddressRules.Dynamic(change, place.Plan, place.Private, path);
    }

    private static Subnet? Subnet(
        Change change, Place place, VirtualNetwork network, RoleNetworkRequest? request, string? wish, VirtualMachine? before,
        string name, string path)
    {
        switch (request?.SubnetNames)
        {
            case [var only]:
                return AddressRules.Subnet(change, network, only, $"{path}/SubnetName", before?.Subnet);
            case [_, ..]:
                change.Bad(ProblemCode.SubnetUnknown, $"{path}/SubnetNames", "A machine has one network interface and so one subnet.");
                return null;
        }

        if (wish is not null)
            return OfAddress(change, place, network, wish, before?.Subnet, path);
        if (before is not null)
            return network.Subnet(before.Subnet);
        if (network.MachineSubnets.ToList() is not [var first, ..] subnets)
        {
            change.Bad(ProblemCode.SubnetUnknown, $"{path}/SubnetNames", $"The virtual network '{network.Name}' has no subnet for machines.");
            return null;
        }

        if (subnets.Count > 1)
            change.Note($"Subnet should be specified when deploying VMs in a VNET: {name} is in {first.Name}, the first of {network.Name}.");
        return first;
    }

    private static Subnet? OfAddress(Change change, Place place, VirtualNetwork network, string wish, string? mine, string path)
    {
        path = $"{path}/StaticVirtualNetworkIPAddress";
        if (AddressRules.Parse(change, wish, path) is not { } address)
            return null;
        var subnet = place.SubnetOf(address);
        if (subnet is not null)
            return AddressRules.NotOfGateway(change, network, subnet, path, mine);
        change.Bad(ProblemCode.AddressOutsideSubnet, path,
            $"{address} is in no subnet of '{network.Name}'. Its subnets: {AddressRules.SubnetList(network)}.");
        return null;
    }
}
