using Ilb.Model.Desired;
using Ilb.Model.Snapshots;

namespace Ilb.ControlPlane.Ownership;

/// <summary>Finds what the operator wants of a machine by the slot of its port; made once for each desired state.</summary>
internal sealed class MachineIndex
{
    private readonly Dictionary<Slot, Power> _powers = [];

    public MachineIndex(DesiredState state)
    {
        foreach (var subscription in state.Subscriptions)
        {
            foreach (var service in subscription.CloudServices)
            {
                foreach (var deployment in service.Deployments)
                    Add(state, subscription, service, deployment);
            }
        }
    }

    public Power? Wanted(Slot port) => _powers.TryGetValue(port, out var power) ? power : null;

    public bool Has(Slot port) => _powers.ContainsKey(port);

    private void Add(DesiredState state, SubscriptionState subscription, CloudService service, Deployment deployment)
    {
        foreach (var role in deployment.Roles)
            _powers[state.Allocations.Ports.Used[AllocationKeys.Port(subscription, service, deployment, role)]] = role.Power;
    }
}
