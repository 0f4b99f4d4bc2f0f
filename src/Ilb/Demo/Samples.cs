namespace Ilb.Demo;

/// <summary>The scripts in the samples folder beside this program.</summary>
internal static class Samples
{
    private const string Extension = ".ps1";

    private static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "samples");

    /// <summary>Names without extension, in order.</summary>
    public static IReadOnlyList<string> Names() =>
        Directory.Exists(Folder)
            ? [.. Directory.EnumerateFiles(Folder, "*" + Extension).Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)]
            : [];

    /// <summary>The full path of a script that is given by its path or, if it is one of the samples, by its name; null when there is none.</summary>
    public static string? Find(string script) =>
        new[] { script, Path.Combine(Folder, script), Path.Combine(Folder, script + Extension) }.Where(File.Exists).Select(Path.GetFullPath).FirstOrDefault();

    /// <summary>A script's path as a user here would type it.</summary>
    public static string Shown(string script) =>
        Path.GetRelativePath(Environment.CurrentDirectory, script) is var relative && relative.StartsWith("..", StringComparison.Ordinal) ? script : relative;
}
