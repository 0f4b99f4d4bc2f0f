using Ilb.Declarations.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Ilb.Declarations.Imports.Arm;

/// <summary>The resources of a template, of a list, or the one that the file is. JSON is read as the YAML that it is, for its lines.</summary>
internal static class ArmTemplate
{
    /// <exception cref="DocumentException">It is no JSON.</exception>
    public static IReadOnlyList<ArmNode> Read(string text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw new DocumentException([new Problem(e.Start.Line, e.Start.Column, "/", $"This is no JSON: {e.Message}")]);
        }

        var root = stream.Documents is [{ RootNode: YamlMappingNode mapping }] ? mapping : throw new DocumentException([new Problem(1, 1, "/", "A JSON object is expected: a template or a load balancer.")]);
        var texts = new ArmTexts(Values(root, "parameters", "defaultValue"), Values(root, "variables", null));
        var whole = new ArmNode(root, texts);
        return whole.List("resources") is { Count: > 0 } resources ? [.. resources] : [whole];
    }

    /// <summary>The network in a subnet's id, written out or as resourceId('Microsoft.Network/virtualNetworks/subnets', network, subnet).</summary>
    public static string? NetworkOf(string subnetId)
    {
        var parts = subnetId.Split(['/', '\'', ',', ' ', '(', ')', '[', ']'], StringSplitOptions.RemoveEmptyEntries);
        return parts.Length < 2 ? null : string.Equals(parts[^2], "subnets", StringComparison.OrdinalIgnoreCase) && parts.Length > 2 ? parts[^3] : parts[^2];
    }

    private static Dictionary<string, string> Values(YamlMappingNode root, string list, string? within)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (root.Children.FirstOrDefault(one => one.Key is YamlScalarNode key && key.Value == list).Value is YamlMappingNode mapping)
            foreach (var (key, value) in mapping.Children)
                if ((within is null ? value : (value as YamlMappingNode)?.Children.FirstOrDefault(one => one.Key is YamlScalarNode inner && inner.Value == within).Value) is YamlScalarNode { Value: { } text })
                    values[key.ToString()] = text;
        return values;
    }
}
