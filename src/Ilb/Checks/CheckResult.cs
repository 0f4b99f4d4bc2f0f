namespace Ilb.Checks;

/// <summary>What one check found.</summary>
/// <param name="Detail">What was found, one line.</param>
/// <param name="Fix">The command or sentence that helps; null when nothing needs mending.</param>
internal sealed record CheckResult(string Name, CheckOutcome Outcome, string Detail, string? Fix = null)
{
    public static CheckResult Good(string name, string detail) => new(name, CheckOutcome.Good, detail);

    public static CheckResult Limited(string name, string detail, string? fix = null) => new(name, CheckOutcome.Limited, detail, fix);

    public static CheckResult Bad(string name, string detail, string fix) => new(name, CheckOutcome.Bad, detail, fix);
}

internal enum CheckOutcome
{
    Good,

    /// <summary>ilb runs, with less: the detail says what is missing.</summary>
    Limited,

    /// <summary>ilb can't run.</summary>
    Bad,
}
