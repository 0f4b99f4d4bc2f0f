using System.Net;
using Ilb.Model.Snapshots;

namespace Ilb.ControlPlane.Plans;

/// <summary>Which addresses a change takes and frees; pure.</summary>
internal static class Addresses
{
    /// <summary>Of one subscription. An address that goes from one holder to another is freed and taken.</summary>
    public static IReadOnlyList<PlannedAddress> Between(Snapshot before, Snapshot after, Guid subscription)
    {
        var (old, now) = (Held(before, subscription).ToHashSet(), Held(after, subscription).ToHashSet());
        return
        [
            .. now.Except(old).Select(held => Planned(held, isTaken: true)),
            .. old.Except(now).Select(held => Planned(held, isTaken: false)),
        ];
    }

    private static PlannedAddress Planned(Holding held, bool isTaken) => new(isTaken, held.Address.ToString(), held.Network, held.Holder);

    private static IEnumerable<Holding> Held(Snapshot snapshot, Guid subscription)
    {
        var networks = snapshot.Networks.Where(network => network.Subscription == subscription).ToDictionary(network => network.Slot.Index, network => network.Name);
        var services = snapshot.Machines.Where(machine => machine.Subscription == subscription).Select(machine => machine.CloudService).ToHashSet();
        return
        [
            .. from machine in snapshot.Machines
               where machine.Subscription == subscription
               from address in machine.Addresses
               select new Holding(address, networks[machine.Network], $"machine {machine.FullName}"),
            .. from vip in snapshot.Vips
               where networks.ContainsKey(vip.Network)
               select new Holding(vip.Address, networks[vip.Network], $"VIP {vip.CloudService}/{vip.LoadBalancer}"),
            .. from vip in snapshot.Vips
               where vip.Network == Outside.Network && services.Contains(vip.CloudService)
               select new Holding(vip.Address, Status.VipStatus.OutsideName, $"public VIP {vip.CloudService}"),
            .. from gateway in snapshot.Gateways
               where gateway.Subscription == subscription
               from holding in (Holding[])
               [
                   new Holding(gateway.Address, gateway.Name, $"gateway of {gateway.Name}"),
                   new Holding(gateway.PublicAddress, Status.VipStatus.OutsideName, $"gateway of {gateway.Name}"),
               ]
               select holding,
        ];
    }

    private sealed record Holding(IPAddress Address, string Network, string Holder);
}
