using System.Text.RegularExpressions;

namespace Ilb.Declarations.Imports.Arm;

/// <summary>Values of a template: [parameters('x')] is its default, [variables('x')] what it is. No other function is evaluated.</summary>
internal sealed partial class ArmTexts(IReadOnlyDictionary<string, string> parameters, IReadOnlyDictionary<string, string> variables)
{
    private const int MostSteps = 8;

    public string? Resolve(string text)
    {
        for (var step = 0; step < MostSteps && Named().Match(text) is { Success: true } match; step++)
        {
            var values = string.Equals(match.Groups["kind"].Value, "parameters", StringComparison.OrdinalIgnoreCase) ? parameters : variables;
            if (!values.TryGetValue(match.Groups["name"].Value, out var value))
                return null;
            text = value;
        }

        return text;
    }

    /// <summary>"/subscriptions/…/probes/web", "[resourceId('…/probes', 'lb', 'web')]" and "[concat(…, '/probes/web')]" all end with the name.</summary>
    public static string LastName(string id) => Ending().Match(id) is { Success: true } match ? match.Groups["name"].Value : id;

    /// <summary>What a reference to a part of a balancer names: the part, and the balancer where that can be told.</summary>
    public ArmPool Pool(string id)
    {
        if (Arguments().Match(id) is { Success: true } call)
        {
            var names = call.Groups["argument"].Captures.Select(argument => Argument(argument.Value)).ToList();
            return new ArmPool(names.Count > 2 ? names[^2] : null, names[^1] ?? LastName(id));
        }

        return new ArmPool(InBalancer().Match(id) is { Success: true } path ? path.Groups["name"].Value : null, LastName(id));
    }

    private string? Argument(string text) => text.StartsWith('\'') ? text.Trim('\'') : Resolve($"[{text}]") is { } value && !value.StartsWith('[') ? value : null;

    /// <summary>resourceId(…) whose arguments are texts, parameters and variables.</summary>
    [GeneratedRegex(@"^\[\s*resourceId\(\s*(?<argument>'[^']*'|\w+\(\s*'[^']*'\s*\))(\s*,\s*(?<argument>'[^']*'|\w+\(\s*'[^']*'\s*\)))*\s*\)\s*\]$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Arguments();

    [GeneratedRegex(@"/loadBalancers/(?<name>[^/'\s]+)/", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex InBalancer();

    [GeneratedRegex(@"^\[\s*(?<kind>parameters|variables)\(\s*'(?<name>[^']+)'\s*\)\s*\]$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Named();

    [GeneratedRegex(@"(?<name>[^/'\s]+)['\s)\]]*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Ending();
}
