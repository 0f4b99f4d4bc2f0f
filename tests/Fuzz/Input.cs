using System.Security.Cryptography;

namespace Ilb.Fuzz;

/// <summary>A document for one of the parsers.</summary>
internal sealed record Input(string Target, byte[] Document)
{
    /// <summary>A file's name begins with the parser's.</summary>
    public static IEnumerable<Input> In(string folder) =>
        from file in Directory.EnumerateFiles(folder, "*").Order(StringComparer.Ordinal)
        select new Input(Path.GetFileName(file).Split('-', '.')[0], File.ReadAllBytes(file));

    public string Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{Target}-{Convert.ToHexStringLower(SHA256.HashData(Document))[..12]}.{(Targets.IsJson(Target) ? "json" : "xml")}");
        File.WriteAllBytes(path, Document);
        return path;
    }
}
