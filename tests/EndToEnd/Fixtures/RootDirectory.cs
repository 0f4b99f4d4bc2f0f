using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>A folder that can stand for "/": a few programs of the host with their libraries, and the file /mark.</summary>
internal sealed partial class RootDirectory : IDisposable
{
    public RootDirectory(params IEnumerable<string> programs)
    {
        foreach (var folder in (string[])["etc", "proc", "sys", "dev", "run", "tmp"])
            Directory.CreateDirectory(System.IO.Path.Combine(Path, folder));
        File.WriteAllText(System.IO.Path.Combine(Path, "mark"), "of its own root\n");
        File.WriteAllText(System.IO.Path.Combine(Path, "etc/hostname"), "");
        foreach (var program in programs)
        {
            Copy($"/bin/{program}");
            foreach (var library in Libraries($"/bin/{program}"))
                Copy(library);
        }

        // Root inside a machine is nobody here.
        foreach (var folder in Directory.EnumerateDirectories(Path, "*", SearchOption.AllDirectories).Append(Path))
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("ilb-root-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private void Copy(string file)
    {
        var target = Path + file;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
        File.Copy(file, target, overwrite: true);
    }

    private static List<string> Libraries(string program)
    {
        using var ldd = Process.Start(new ProcessStartInfo("ldd", [program]) { RedirectStandardOutput = true })!;
        return LibraryPath().Matches(ldd.StandardOutput.ReadToEnd()).Select(match => match.Value).ToList();
    }

    [GeneratedRegex(@"/lib\S+")]
    private static partial Regex LibraryPath();
}
