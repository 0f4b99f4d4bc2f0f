using System.Text.RegularExpressions;

namespace Ilb.Shell;

/// <summary>A shared key in the text of a command line, which every user of the host can read while the process runs.</summary>
internal static partial class ExposedKey
{
    private const string Sentence =
        "WARNING: every user of this host can read the -SharedKey on this command line: take it from a file "
        + "(Get-Content FILE | Set-AzureVNetGatewayKey ...), or have Reset-AzureVNetGatewayKey make one.";

    /// <summary>What to say before the command runs; null where it shows no key.</summary>
    public static string? WarningOf(string command) => Literal.IsMatch(command) ? Sentence : null;

    /// <summary>A variable or an expression is not the key itself. PowerShell takes parameters by their first letters, too.</summary>
    [GeneratedRegex(@"-(sh|sha|shar|share|shared|sharedk|sharedke|sharedkey)(\s*:\s*|\s+)(?![\s$(@])", RegexOptions.IgnoreCase)]
    private static partial Regex Literal { get; }
}
