using System.Globalization;
using Ilb.Model.Desired;
using Ilb.Model.Feed;

namespace Ilb.ControlPlane.Operations;

/// <summary>
/// When an operation ends: pure, so that it says the same after a restart. Changes are committed in the order in which they come
/// and nothing blocks: of two operations on one machine the later wins, and the former says so.
/// 1. A machine that failed, was deleted or got other orders fails it. The machine stays, with its status.
/// 2. It succeeds when the kernel has its change and every machine is where it should be.
/// 3. At its deadline it fails with what was still missing.
/// </summary>
internal static class Progress
{
    /// <param name="applied">Whether every node reported a snapshot that holds the change.</param>
    /// <param name="look">What the operator wants of a goal's machine now (null: it is gone) and what was last seen of it.</param>
    public static OperationRecord Of(
        OperationRecord operation,
        bool applied,
        Func<MachineGoal, (Power? Wanted, MachineObservation? Seen)> look,
        DateTimeOffset now)
    {
        var goals = operation.Goals.Select(goal => (Goal: goal, State: StateOf(goal, look(goal), operation.Started), look(goal).Seen)).ToList();
        foreach (var (goal, state, seen) in goals)
        {
            if (Failure(goal, state, seen) is var (status, code, message) && code.Length > 0)
                return Fail(operation, now, status, code, message);
        }

        if (applied && goals.TrueForAll(goal => goal.State == GoalState.Reached))
            return operation with { Status = OperationStatus.Succeeded, HttpStatus = 200, Finished = now };
        return now < operation.Deadline ? operation : Fail(operation, now, 500, "OperationTimedOut", Missing(operation, applied, goals));
    }

    public static OperationRecord Fail(OperationRecord operation, DateTimeOffset now, int status, string code, string message) => operation with
    {
        Status = OperationStatus.Failed,
        HttpStatus = status,
        ErrorCode = code,
        ErrorMessage = message,
        Finished = now,
    };

    private static GoalState StateOf(MachineGoal goal, (Power? Wanted, MachineObservation? Seen) machine, DateTimeOffset started)
    {
        var (wanted, seen) = machine;
        if (wanted is null)
            return GoalState.Gone;
        if (wanted == Power.Started == (goal.Kind == MachineGoalKind.Stopped))
            return GoalState.Superseded;
        return (goal.Kind, seen?.Status) switch
        {
            (MachineGoalKind.Stopped, MachineStatus.Stopped) => GoalState.Reached,
            (MachineGoalKind.Running, MachineStatus.Running or MachineStatus.Waiting) => GoalState.Reached,
            (MachineGoalKind.Restarted, MachineStatus.Running) when seen!.At > started => GoalState.Reached,
            (MachineGoalKind.Attached, MachineStatus.Running) => GoalState.Reached,
            (MachineGoalKind.Attached, MachineStatus.Waiting) when seen!.At > started => GoalState.Failed,
            (MachineGoalKind.Detached, MachineStatus.Waiting) => GoalState.Reached,
            (_, MachineStatus.Failed) when seen!.At > started => GoalState.Failed,
            _ => GoalState.Pending,
        };
    }

    private static (int Status, string Code, string Message) Failure(MachineGoal goal, GoalState state, MachineObservation? seen) => state switch
    {
        GoalState.Failed => (500, "InternalError",
            $"{goal.Machine} {(seen?.Status == MachineStatus.Waiting ? "waits" : "failed")}: {seen?.Detail ?? "its agent gave no reason"}. The role stays; its instance status tells more."),
        GoalState.Gone => (409, "ConflictError", $"{goal.Machine} was deleted by a later operation."),
        GoalState.Superseded => (409, "ConflictError",
            $"A later operation wants {goal.Machine} to {(goal.Kind == MachineGoalKind.Stopped ? "run" : "stop")}."),
        _ => (0, "", ""),
    };

    private static string Missing(
        OperationRecord operation, bool applied, IEnumerable<(MachineGoal Goal, GoalState State, MachineObservation? Seen)> goals)
    {
        var seconds = (operation.Deadline - operation.Started).TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        var waiting = goals.Where(goal => goal.State == GoalState.Pending)
            .Select(goal => $"{goal.Goal.Machine} is {goal.Seen?.Status.ToString().ToLowerInvariant() ?? "not seen by its agent"}");
        string[] missing = [.. applied ? [] : new[] { "the agent did not report that the change is in the kernel" }, .. waiting];
        return $"Not finished after {seconds} s: {string.Join("; ", missing)}. The change itself is stored and goes on.";
    }
}
