using System.Collections.Immutable;
using System.Text.Json;

namespace Ilb.Model.Images;

/// <summary>
/// The images of an installation: the built-in ones and the operator's, from images.json in the data folder:
/// <c>{"images": [{"name": "nginx", "command": "nginx", "arguments": ["-g", "daemon off;"], "environment": {"TZ": "UTC"},
/// "user": "root", "rootDirectory": "/srv/nginx"}]}</c>; only name and command are required.
/// </summary>
public sealed class ImageCatalog
{
    private static readonly ImmutableHashSet<string> Properties =
        ["name", "command", "arguments", "environment", "user", "rootDirectory"];

    private ImageCatalog(ImmutableArray<MachineImage> images) => Images = images;

    public static ImageCatalog BuiltIn { get; } = new([MachineImage.Responder, MachineImage.Attached]);

    /// <summary>The built-in images first, then the file's in its order.</summary>
    public ImmutableArray<MachineImage> Images { get; }

    /// <summary>By name, letter case ignored; null when there is none.</summary>
    public MachineImage? Find(string name) =>
        Images.FirstOrDefault(image => string.Equals(image.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <param name="json">The file's text; null when there is no file.</param>
    /// <param name="problems">All mistakes; with any, there are only those that are built in.</param>
    public static ImageCatalog Parse(string? json, out ImmutableArray<ImageProblem> problems)
    {
        problems = [];
        if (json is null)
            return BuiltIn;
        var found = new List<ImageProblem>();
        var images = Read(json, found);
        problems = [.. found];
        return found.Count == 0 ? new ImageCatalog([.. BuiltIn.Images, .. images]) : BuiltIn;
    }

    private static List<MachineImage> Read(string json, List<ImageProblem> problems)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("images", out var list) && list.ValueKind == JsonValueKind.Array)
                return ReadAll(list, problems);
            problems.Add(new ImageProblem("ImagesMissing", "$", "An object with a list \"images\" is needed."));
        }
        catch (JsonException mistake)
        {
            // The reader counts from 0, in bytes, and adds both to its sentence.
            var says = mistake.Message.StartsWith("Expected depth", StringComparison.Ordinal)
                ? "a brace or bracket is not closed."
                : mistake.Message.Split(" LineNumber:")[0];
            problems.Add(new ImageProblem("NotJson", $"line {mistake.LineNumber + 1}, column {mistake.BytePositionInLine + 1}", $"This is not JSON: {says}"));
        }

        return [];
    }

    private static List<MachineImage> ReadAll(JsonElement list, List<ImageProblem> problems)
    {
        var images = new List<MachineImage>();
        foreach (var (index, element) in list.EnumerateArray().Index())
        {
            var path = $"$.images[{index}]";
            var image = ReadOne(element, path, problems);
            if (image is not null && images.Concat(BuiltIn.Images).Any(other => SameName(other, image)))
                problems.Add(new ImageProblem("NameInUse", $"{path}.name", $"There is another image '{image.Name}'; names are unique."));
            if (image is not null)
                images.Add(image);
        }

        return images;
    }

    private static bool SameName(MachineImage one, MachineImage other) =>
        string.Equals(one.Name, other.Name, StringComparison.OrdinalIgnoreCase);

    private static MachineImage? ReadOne(JsonElement element, string path, List<ImageProblem> problems)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            problems.Add(new ImageProblem("NotAnObject", path, "An image is an object with at least a name and a command."));
            return null;
        }

        foreach (var unknown in element.EnumerateObject().Where(property => !Properties.Contains(property.Name)))
            problems.Add(new ImageProblem(
                "PropertyUnknown", $"{path}.{unknown.Name}", $"An image has {string.Join(", ", Properties.Order())}; not this."));
        var reader = new ImageReader(element, path, problems);
        var name = reader.Text("name", null);
        var command = reader.Text("command", null);
        var arguments = reader.Texts("arguments");
        var environment = reader.Variables("environment");
        var user = reader.Text("user", "root");
        var root = reader.AbsolutePath("rootDirectory", "/");
        return new MachineImage(name, command, arguments, environment, user, root);
    }
}
