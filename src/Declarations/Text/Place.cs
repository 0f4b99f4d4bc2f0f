using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Ilb.Declarations.Text;

/// <summary>A node of the document that is read, and where it is.</summary>
internal sealed class Place(YamlNode node, string path, List<Problem> problems)
{
    /// <summary>It is not what it should be, which was said: what is in it needs no word.</summary>
    public bool IsMistaken { get; private set; }

    public Mark Start => node.Start;

    public void Report(string message) => Report(node.Start, path.Length == 0 ? "/" : path, message);

    /// <summary>The values by key; those that are not known are problems.</summary>
    public Dictionary<string, Place> Keys(IEnumerable<string> known)
    {
        var found = new Dictionary<string, Place>(StringComparer.Ordinal);
        if (node is not YamlMappingNode mapping)
        {
            Mistake($"keys and values are expected here, such as {string.Join(", ", known.Take(3))}.");
            return found;
        }

        foreach (var (key, value) in mapping.Children)
        {
            var name = key is YamlScalarNode { Value: { } text } ? text : key.ToString();
            if (!known.Contains(name))
                Report(key.Start, $"{path}/{name}", $"{name} is not known here. {Spelling.Advice(name, [.. known])}");
            found[name] = new Place(value, $"{path}/{name}", problems);
        }

        return found;
    }

    public IEnumerable<Place> Items()
    {
        if (node is YamlSequenceNode sequence)
            return sequence.Children.Select((item, index) => new Place(item, $"{path}[{index + 1}]", problems));
        Mistake("a list is expected here: [ … ], or lines that begin with '-'.");
        return [];
    }

    /// <summary>Null, and a problem, where it is no single value.</summary>
    public YamlScalarNode? Scalar(string expected)
    {
        if (node is not YamlScalarNode scalar)
            Mistake($"{expected} is expected here, no list and no keys.");
        else if (Scalars.KindOf(scalar) == ScalarKind.Nothing)
            Mistake($"{expected} is expected here: it is empty. Leave the key out to say nothing.");
        else
            return scalar;
        return null;
    }

    private void Mistake(string message)
    {
        IsMistaken = true;
        Report(message);
    }

    private void Report(Mark at, string where, string message) => problems.Add(new Problem(at.Line, at.Column, where, message));
}
