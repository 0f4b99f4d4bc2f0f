using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Ilb.Declarations.Imports.Arm;

/// <summary>A JSON object of a template, with lines. Keys compare without case, and "properties" may be left out, as az prints it.</summary>
internal sealed class ArmNode(YamlMappingNode node, ArmTexts texts)
{
    public long Line => node.Start.Line;

    public string? Name => Text("name") is { } name ? name[(name.LastIndexOf('/') + 1)..] : null;

    public string? Type => Text("type");

    public string? Text(string key) => Find(key) is YamlScalarNode { Value: { } value } ? texts.Resolve(value) : null;

    public int? Number(string key) => int.TryParse(Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public bool Flag(string key) => bool.TryParse(Text(key), out var flag) && flag;

    public ArmNode? Object(string key) => Find(key) is YamlMappingNode mapping ? new ArmNode(mapping, texts) : null;

    public IReadOnlyList<ArmNode> List(string key) =>
        Find(key) is YamlSequenceNode list ? [.. list.Children.OfType<YamlMappingNode>().Select(item => new ArmNode(item, texts))] : [];

    /// <summary>The last name of the resource that a reference leads to.</summary>
    public string? Reference(string key) => Object(key)?.Text("id") is { } id ? texts.Pool(id).Name : null;

    public ArmPool? Pool(string key) => Text(key) is { } id ? texts.Pool(id) : null;

    /// <summary>Null, and noted, where there is one that is not told here; null alone where none is given.</summary>
    public string? Address(string key, string of, Notes notes)
    {
        if (Find(key) is not YamlScalarNode { Value: { Length: > 0 } written } value || written == "null")
            return null;
        if (texts.Resolve(written) is { } address && AddressBlocks.IsIPv4(address))
            return address;
        notes.Add(value.Start.Line, $"{of}: {written} is no IPv4 address that is told here, so any of the subnet is taken.");
        return null;
    }

    private YamlNode? Find(string key) => In(node, key) ?? (In(node, "properties") is YamlMappingNode properties ? In(properties, key) : null);

    private static YamlNode? In(YamlMappingNode mapping, string key) =>
        mapping.Children.FirstOrDefault(one => one.Key is YamlScalarNode { Value: { } name } && string.Equals(name, key, StringComparison.OrdinalIgnoreCase)).Value;
}
