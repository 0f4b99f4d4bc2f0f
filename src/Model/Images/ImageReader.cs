using System.Collections.Immutable;
using System.Text.Json;

namespace Ilb.Model.Images;

/// <summary>Reads the properties of one image; notes what is wrong and goes on.</summary>
internal sealed class ImageReader(JsonElement element, string path, List<ImageProblem> problems)
{
    /// <param name="missing">What an absent property means; null when it must be there.</param>
    public string Text(string name, string? missing)
    {
        if (!element.TryGetProperty(name, out var value) && missing is not null)
            return missing;
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text)
            return text;
        Note(value.ValueKind == JsonValueKind.Undefined ? "Missing" : "NotText", name, "A text that is not empty is needed.");
        return "";
    }

    public string AbsolutePath(string name, string missing)
    {
        var text = Text(name, missing);
        if (text.Length > 0 && !text.StartsWith('/'))
            Note("NotAbsolute", name, "A path of this host that starts with / is needed.");
        return text;
    }

    public ImmutableArray<string> Texts(string name)
    {
        if (!element.TryGetProperty(name, out var value))
            return [];
        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
            return [.. value.EnumerateArray().Select(item => item.GetString()!)];
        Note("NotTexts", name, "A list of texts is needed.");
        return [];
    }

    public ImmutableSortedDictionary<string, string> Variables(string name)
    {
        var variables = ImmutableSortedDictionary<string, string>.Empty;
        if (!element.TryGetProperty(name, out var value))
            return variables;
        if (value.ValueKind == JsonValueKind.Object && value.EnumerateObject().All(item => item.Value.ValueKind == JsonValueKind.String))
            return variables.SetItems(value.EnumerateObject().Select(item => KeyValuePair.Create(item.Name, item.Value.GetString()!)));
        Note("NotVariables", name, "An object whose values are texts is needed.");
        return variables;
    }

    private void Note(string code, string name, string message) =>
        problems.Add(new ImageProblem(char.ToUpperInvariant(name[0]) + name[1..] + code, $"{path}.{name}", message));
}
