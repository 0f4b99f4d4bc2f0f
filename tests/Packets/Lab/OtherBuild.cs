using System.Runtime.CompilerServices;

namespace Ilb.Packets.Lab;

/// <summary>The programs of another version: flows, buckets, and the keys of what was sent have more fields, before those there are.</summary>
public sealed class OtherBuild : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ilb-other-build").FullName;

    public OtherBuild()
        : this(null)
    {
    }

    /// <param name="change">More to change: what in the sources, by what.</param>
    internal OtherBuild((string File, string From, string To)? change, [CallerFilePath] string here = "")
    {
        var bpf = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../bpf"));
        foreach (var file in Directory.GetFiles(bpf))
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        Change("flow_value.h", "struct flow_line {", "struct flow_line {\n__u64 added_to_line;");
        Change("flow_value.h", "struct flow_rest {", "struct flow_rest {\n__u64 added_to_rest;");
        Change("flow_value.h", "struct bucket {", "struct bucket {\n__u64 added_to_bucket;");
        Change("maps.h", "struct sent_key {", "struct sent_key {\n__u32 added_to_key[2];");
        if (change is { } more)
            Change(more.File, more.From, more.To);
        Command.Run($"clang -O2 -g -target bpf -mcpu=v3 -Wno-address-of-packed-member -I/usr/include/$(uname -m)-linux-gnu -c {_folder}/port.bpf.c -o {ObjectPath}");
    }

    internal string ObjectPath => Path.Combine(_folder, "other.bpf.o");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Change(string file, string from, string to)
    {
        var path = Path.Combine(_folder, file);
        var text = File.ReadAllText(path);
        if (!text.Contains(from, StringComparison.Ordinal))
            throw new InvalidOperationException($"{file} has no '{from}'");
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
    }
}
