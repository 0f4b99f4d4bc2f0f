using Ilb.EndToEnd.Fixtures;
using Ilb.Packets.Lab;

namespace Ilb.EndToEnd.Installed;

/// <summary>The package that `./dev package` left.</summary>
internal static class DebianPackage
{
    public const string Version = "0.1.0";

    /// <summary>Of the programs for the kernel, in the package.</summary>
    private const string BpfObject = "usr/lib/ilb/bpf/port.bpf.o";

    public static string Path { get; } = IlbProgram.Source($"artifacts/package/ilb_{Version}_amd64.deb");

    /// <summary>The image for containers that it was packed into.</summary>
    public static string Image => IlbProgram.Source($"artifacts/package/ilb_{Version}_amd64.oci.tar");

    /// <summary>Packs it once more, as another version.</summary>
    /// <param name="bpf">Other programs for the kernel.</param>
    public static string Repack(string folder, string version, string? bpf = null)
    {
        var (content, package) = (System.IO.Path.Combine(folder, version), System.IO.Path.Combine(folder, $"ilb_{version}_amd64.deb"));
        Command.Run($"dpkg-deb -R {Path} {content}");
        var control = System.IO.Path.Combine(content, "DEBIAN/control");
        File.WriteAllText(control, File.ReadAllText(control).Replace($"Version: {Version}\n", $"Version: {version}\n", StringComparison.Ordinal));
        if (bpf is not null)
            File.Copy(bpf, System.IO.Path.Combine(content, BpfObject), overwrite: true);
        Command.Run($"dpkg-deb --root-owner-group -Zgzip -z1 -b {content} {package}");
        Directory.Delete(content, recursive: true);
        return package;
    }
}
