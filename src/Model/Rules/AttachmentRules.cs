using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Ilb.Model.Images;
using Ilb.Model.Snapshots;

namespace Ilb.Model.Rules;

/// <summary>What machines are attached to. Things of the host are its operator's, so these commands act on machines of all subscriptions.</summary>
internal static class AttachmentRules
{
    public static DesiredState Attach(Change change, AttachMachine command) => Alter(change, command.Machine, role =>
    {
        var wanted = command.Binding;
        if (wanted.Kind != BindingKind.Host && wanted.Target.Length == 0)
            change.Bad(ProblemCode.BindingInvalid, "target", "What the machine is to be attached to has no name.");
        if (!role.IsAttached)
            change.Bad(ProblemCode.MachineIsNotToBeAttached, $"machine[{role.Name}]",
                $"'{role.Name}' runs the image '{role.Image}' as a process of ilb's. A machine that can be attached is made with the image '{MachineImage.Attached.Name}'.");
        if (role.Binding is { } bound && bound != wanted)
            change.Conflict(ProblemCode.MachineIsAttached, $"machine[{role.Name}]",
                $"'{role.Name}' is attached to {bound}{Difference(bound, wanted)}: ilb detach {role.Name} frees it.");
        foreach (var other in Bound(change.State).Where(other => !ReferenceEquals(other.Role, role) && other.Role.Binding!.Names(wanted)))
            change.Conflict(ProblemCode.BindingInUse, "target", $"{other.FullName} is attached to it already: ilb detach {other.FullName} frees it.");
        return role with { Binding = wanted };
    });

    public static DesiredState Detach(Change change, DetachMachine command) => Alter(change, command.Machine, role =>
    {
        if (!role.IsAttached)
            change.Bad(ProblemCode.MachineIsNotToBeAttached, $"machine[{role.Name}]", $"'{role.Name}' runs as a process of ilb's and is attached to nothing.");
        return role with { Binding = null };
    });

    private static string Difference(Binding bound, Binding wanted) =>
        !bound.Names(wanted) ? "" : bound.Mac != wanted.Mac ? $" with {bound.Mac} behind it" : ", as it was before it started anew";

    private static IEnumerable<NamedMachine> Bound(DesiredState state) =>
        MachineNames.All(state.Subscriptions).Where(machine => machine.Role.Binding is not null);

    private static DesiredState Alter(Change change, string name, Func<VirtualMachine, VirtualMachine> alter) =>
        MachineNames.Find(change, change.State.Subscriptions, name) is { } found
            ? change.State.Put(found.Subscription.Put(found.Service.Put(found.Deployment.Put(alter(found.Role)))))
            : change.State;
}
