using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Ilb.Shell;

/// <summary>What may stand at the cursor.</summary>
internal sealed class Completion(Runspace runspace)
{
    /// <returns>Where the replaced part starts, its length, and what may replace it.</returns>
    public (int Start, int Length, IReadOnlyList<string> Texts) At(string line, int cursor)
    {
        using var shell = PowerShell.Create(runspace);
        var found = CommandCompletion.CompleteInput(line, cursor, null, shell);
        return (found.ReplacementIndex, found.ReplacementLength, [.. found.CompletionMatches.Select(m => m.CompletionText)]);
    }
}
