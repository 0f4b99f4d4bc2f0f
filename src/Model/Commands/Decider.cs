using Ilb.Model.Desired;

namespace Ilb.Model.Commands;

/// <summary>Judges commands: a pure function of state, command and context; the one way to a new desired state.</summary>
public static class Decider
{
    public static Outcome Decide(DesiredState state, Command command, CommandContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        return new Refused([new Problem(ProblemKind.NotFound, ProblemCode.SubscriptionUnknown, "", "No such subscription.")]);
    }
}
