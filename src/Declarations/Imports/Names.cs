namespace Ilb.Declarations.Imports;

/// <summary>Names that ilb takes, near those that other software has.</summary>
internal static class Names
{
    private const int Most = 63;

    /// <summary>Of a machine or a cloud service: a host name.</summary>
    public static string Machine(string name) => Of(name, "-");

    /// <summary>Of a set.</summary>
    public static string Set(string name) => Of(name, "-_. ");

    /// <summary>Of a server that has only an address.</summary>
    public static string Server(string address) => Machine($"server-{address}");

    private static string Of(string name, string inner)
    {
        var letters = string.Concat(name.Take(Most).Select(c => char.IsAsciiLetterOrDigit(c) || inner.Contains(c, StringComparison.Ordinal) ? c : '-'));
        return letters.Trim([.. inner]) is { Length: > 0 } text ? text : "unnamed";
    }
}
