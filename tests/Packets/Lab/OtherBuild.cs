using System.Runtime.CompilerServices;

namespace Ilb.Packets.Lab;

/// <summary>The programs of another version: flows, buckets, and the keys of what was sent have more fields, before those there are.</summary>
public sealed class OtherBuild : IDisposable
{
    private static readonly (string File, string From, string To)[] More =
    [
        ("flow_value.h", "struct flow_line {", "struct flow_line {\n__u64 added_to_line;"),
        ("flow_value.h", "struct flow_rest {", "struct flow_rest {\n__u64 added_to_rest;"),
        ("flow_value.h", "struct bucket {", "struct bucket {\n__u64 added_to_bucket;"),
        ("maps.h", "struct sent_key {", "struct sent_key {\n__u32 added_to_key[2];"),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("ilb-other-build").FullName;

    public OtherBuild()
        : this(More)
    {
    }

    /// <param name="change">More to change: what in the sources, by what.</param>
    internal OtherBuild((string File, string From, string To) change)
        : this([.. More, change])
    {
    }

    private OtherBuild((string File, string From, string To)[] changes, [CallerFilePath] string here = "")
    {
        var bpf = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../bpf"));
        foreach (var file in Directory.GetFiles(bpf))
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        foreach (var (file, from, to) in changes)
            Change(file, from, to);
        Command.Run($"clang -O2 -g -target bpf -mcpu=v3 -Wno-address-of-packed-member -I/usr/include/$(uname -m)-linux-gnu -c {_folder}/port.bpf.c -o {ObjectPath}");
    }

    /// <summary>One whose flows the agent of this version can read all the same: two fields that it does not show changed places.</summary>
    internal static OtherBuild ReadableHere() => new(
    [
        ("flow_value.h", "__u16 acl; ", "__u16 acl_generation; "),
        ("flow_value.h", "__u16 acl_generation /*", "__u16 acl /*"),
    ]);

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
