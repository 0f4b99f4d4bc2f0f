using System.Collections.Immutable;
using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>Machines that their operator takes out of their sets, and in again.</summary>
internal static class DrainRules
{
    private const double MostSeconds = 7 * 24 * 3600;

    public static DesiredState Begin(Change change, BeginDrain command)
    {
        var end = Choice(change, command.AtEnd, ProblemCode.DrainEndUnknown, "atEnd", DrainEnd.Keep);
        var udp = Choice(change, command.Udp, ProblemCode.DrainUdpUnknown, "udp", DrainUdp.Keep);
        CheckDeadline(change, command.DeadlineSeconds, end);
        if (change.HasProblems)
            return change.State;
        var now = change.Context.Now;
        DateTimeOffset? deadline = command.DeadlineSeconds is { } seconds ? now.AddSeconds(seconds) : null;
        var after = ForEach(change, command.Machines, command.Set, (role, set) =>
        {
            CheckSet(change, role, set);
            var since = role.Drains.FirstOrDefault(d => Named.Same(d.Set, set))?.Since ?? now;
            // Of the whole machine it replaces those of single sets.
            var others = set is null ? [] : role.Drains.RemoveAll(d => Named.Same(d.Set, set));
            return role with { Drains = others.Add(new Drain(set, since, deadline, end, udp)) };
        });
        NoteEmptySets(change, after);
        return after;
    }

    public static DesiredState End(Change change, EndDrain command) => ForEach(change, command.Machines, command.Set, (role, set) =>
    {
        CheckSet(change, role, set);
        if (set is not null && role.Drains.Any(d => d.Set is null))
            change.Conflict(ProblemCode.DrainOfWholeMachine, $"machines[{role.Name}]",
                $"'{role.Name}' is taken out of all its sets: take it in again without naming the set '{set}'.");
        return role with { Drains = set is null ? [] : role.Drains.RemoveAll(d => Named.Same(d.Set, set)) };
    });

    /// <summary>A drain of an endpoint ends with the endpoint: made anew, it takes connections.</summary>
    public static Deployment WithoutLost(Deployment deployment) => deployment.Roles.All(role => role.Drains.IsEmpty)
        ? deployment
        : deployment with { Roles = [.. deployment.Roles.Select(WithoutLost)] };

    private static VirtualMachine WithoutLost(VirtualMachine role) => role.Drains.All(drain => IsThere(role, drain.Set))
        ? role
        : role with { Drains = role.Drains.RemoveAll(drain => !IsThere(role, drain.Set)) };

    private static bool IsThere(VirtualMachine role, string? set) =>
        set is null || role.Endpoints.Any(endpoint => Named.Same(endpoint.SetName ?? endpoint.Name, set));

    private static DesiredState ForEach(
        Change change, ImmutableArray<string> names, string? set, Func<VirtualMachine, string?, VirtualMachine> alter)
    {
        if (names.IsEmpty)
            change.Bad(ProblemCode.RolesMissing, "machines", "At least one machine is needed.");
        var subscription = change.Subscription;
        foreach (var name in names)
            if (MachineNames.Find(change, [subscription], name) is { } found)
                subscription = subscription.Put(found.Service.Put(found.Deployment.Put(alter(found.Role, ShortName(set)))));
        return change.State.Put(subscription);
    }

    /// <summary>Status says "MyWebsite1/intwebeplb", the API "intwebeplb".</summary>
    private static string? ShortName(string? set) => string.IsNullOrEmpty(set) ? null : set[(set.LastIndexOf('/') + 1)..];

    private static void CheckSet(Change change, VirtualMachine role, string? set)
    {
        if (!IsThere(role, set))
            change.Missing(ProblemCode.SetUnknown, $"machines[{role.Name}]/set",
                $"'{role.Name}' has no endpoint in a set '{set}'. It has: {Sentences.List(role.Endpoints.Select(e => e.SetName ?? e.Name))}.");
    }

    private static T Choice<T>(Change change, string? text, ProblemCode code, string path, T usual)
        where T : struct, Enum
    {
        if (string.IsNullOrEmpty(text))
            return usual;
        foreach (var value in Enum.GetValues<T>())
            if (Named.Same(value.ToString(), text))
                return value;
        change.Bad(code, path, $"'{text}' is none of {Sentences.List(Enum.GetNames<T>().Select(name => name.ToLowerInvariant()))}.");
        return usual;
    }

    private static void CheckDeadline(Change change, double? seconds, DrainEnd end)
    {
        if (seconds is not (null or (>= 0 and <= MostSeconds)))
            change.Bad(ProblemCode.DrainDeadlineOutOfRange, "deadlineSeconds",
                FormattableString.Invariant($"The deadline is 0 to {MostSeconds} seconds (7 days) away, not {seconds}."));
        if (seconds is null && end == DrainEnd.Reset)
            change.Bad(ProblemCode.DrainDeadlineMissing, "deadlineSeconds",
                "Connections that are left are reset at the deadline: one is needed, 0 seconds for at once.");
    }

    private static void NoteEmptySets(Change change, DesiredState after)
    {
        if (change.HasProblems)
            return;
        var before = LoadBalancedSet.Of(change.State).Where(IsEmpty).Select(set => set.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var set in LoadBalancedSet.Of(after).Where(set => IsEmpty(set) && !before.Contains(set.Name)))
            change.Note($"{set.Name} takes no new connections now: all its machines are taken out.");
    }

    private static bool IsEmpty(LoadBalancedSet set) => set.Members.All(member => member.Role.DrainOf(member.Endpoint) is not null);
}
