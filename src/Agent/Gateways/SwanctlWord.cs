using System.Globalization;
using System.Text;

namespace Ilb.Agent.Gateways;

/// <summary>A name that swanctl.conf can hold.</summary>
public static class SwanctlWord
{
    /// <summary>Letters, digits and hyphens stay, anything else is written as its number: different names stay different.</summary>
    /// <param name="kind">In front of it: swanctl has words of its own, such as <c>include</c>.</param>
    public static string Of(string kind, string? name)
    {
        var word = new StringBuilder($"{kind}-");
        foreach (var octet in Encoding.UTF8.GetBytes(name ?? ""))
        {
            if (char.IsAsciiLetterOrDigit((char)octet) || octet == '-')
                word.Append((char)octet);
            else
                word.Append(CultureInfo.InvariantCulture, $"_{octet:x2}");
        }

        return word.ToString();
    }
}
