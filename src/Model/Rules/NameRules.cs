using Ilb.Model.Commands;

namespace Ilb.Model.Rules;

/// <summary>Which names are allowed. All names compare without case and are kept as written.</summary>
internal static class NameRules
{
    /// <summary>Part of a DNS name: 3 to 63 letters, digits and hyphens, a letter or digit at both ends.</summary>
    public static bool CloudService(Change change, string? name, string path) =>
        Check(change, name, path, 3, 63, "-", "The hosted service name is invalid.");

    public static bool AffinityGroup(Change change, string? name, string path) =>
        Check(change, name, path, 3, 63, "-", "The affinity group name is invalid.");

    /// <summary>Becomes a host name, so it has its characters and length.</summary>
    public static bool Role(Change change, string? name, string path) =>
        Check(change, name, path, 1, 63, "-", "The role name is invalid.");

    /// <summary>Its instances are machines, "WebRole_IN_49", so it leaves room for the end of their names.</summary>
    public static bool PackageRole(Change change, string? name, string path) =>
        Check(change, name, path, 1, 57, "-", "The role name is invalid.");

    /// <summary>Networks, subnets, load balancers, deployments, endpoints, sets: "Remote Desktop" is one too.</summary>
    public static bool Other(Change change, string? name, string path, string what) =>
        Check(change, name, path, 1, 63, "-_. ", $"The {what} name is invalid.");

    private static bool Check(Change change, string? name, string path, int least, int most, string inner, string sentence)
    {
        var text = name ?? "";
        if (text.Length >= least && text.Length <= most && IsEnd(text[0]) && IsEnd(text[^1])
            && text.All(c => IsEnd(c) || inner.Contains(c, StringComparison.Ordinal)))
            return true;

        var others = inner.Length == 1 ? "hyphens" : "hyphens, underscores, dots and spaces";
        change.Bad(ProblemCode.NameInvalid, path, text.Length == 0
            ? $"{sentence} A name is needed."
            : $"{sentence} '{text}' must have {least} to {most} letters, digits, {others}, and begin and end with a letter or digit.");
        return false;
    }

    private static bool IsEnd(char c) => char.IsAsciiLetterOrDigit(c);
}
