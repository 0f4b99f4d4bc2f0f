using Ilb.Declarations.Entries;
using Ilb.Declarations.Forms;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Ilb.Declarations.Text;

/// <summary>Reads a declaration. JSON is read as the YAML that it is.</summary>
public static class Document
{
    /// <summary>The key by which a JSON document names its schema to editors.</summary>
    internal const string SchemaKey = "$schema";

    /// <exception cref="DocumentException">With everything that is wrong.</exception>
    public static Declaration Read(string text)
    {
        var problems = new List<Problem>();
        var declaration = Root(text, problems) is { } root ? Declaration.Form.Read(new Place(root, "", problems)) : new Declaration();
        return problems.Count == 0 ? declaration : throw new DocumentException(problems);
    }

    private static YamlNode? Root(string text, List<Problem> problems)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            problems.Add(new Problem(e.Start.Line, e.Start.Column, "/", $"This is neither YAML nor JSON: {e.Message}"));
            return null;
        }

        if (stream.Documents is not [var document])
        {
            problems.Add(new Problem(1, 1, "/", stream.Documents.Count == 0 ? "There is nothing in it." : "There are several documents in it: one is expected."));
            return null;
        }

        if (document.RootNode is YamlMappingNode mapping)
            mapping.Children.Remove(new YamlScalarNode(SchemaKey));
        return document.RootNode;
    }
}
