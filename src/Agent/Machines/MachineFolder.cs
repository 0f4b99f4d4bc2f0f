using System.Globalization;
using System.Text.Json;
using Ilb.MachineContract;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Machines;

/// <summary>The folder of one machine and its files. Everything in it is written whole or not at all.</summary>
public sealed class MachineFolder(string path)
{
    public string Path { get; } = path;

    public string SpecFile => In("spec.json");

    /// <summary>What the port looked like when it was complete; absent while it is being made.</summary>
    public string PortFile => In("port");

    /// <summary>There from before the machine gets its first VIP until after it has lost its last.</summary>
    public string VipsFile => In("vips");

    /// <summary>Of an attached machine: what it may have left in a namespace that is not ilb's. There from before until after.</summary>
    public string AttachmentFile => In("attachment.json");

    /// <summary>Of a machine attached to an interface: what that was like. There from before it is taken until after it is back.</summary>
    public string InterfaceFile => In("interface.json");

    /// <summary>Of an attached machine: its full name, as it has no <see cref="SpecFile"/>.</summary>
    public string AttachedFile => In("attached");

    public string LogFile => In("log");

    /// <summary>Of a gateway: what charon reads when it starts.</summary>
    public string CharonFile => In("etc/strongswan.conf");

    /// <summary>Of a gateway: what swanctl reads.</summary>
    public string SwanctlFolder => In("etc/swanctl");

    /// <summary>Of a gateway: tunnels and their keys.</summary>
    public string TunnelsFile => In("etc/swanctl/swanctl.conf");

    public static MachineFolder Of(Installation installation, Slot port)
    {
        ArgumentNullException.ThrowIfNull(installation);
        return new MachineFolder(System.IO.Path.Combine(installation.MachinesDirectory, port.ToString()));
    }

    public static IEnumerable<MachineFolder> All(Installation installation)
    {
        ArgumentNullException.ThrowIfNull(installation);
        return Directory.Exists(installation.MachinesDirectory)
            ? Directory.EnumerateDirectories(installation.MachinesDirectory).Select(folder => new MachineFolder(folder))
            : [];
    }

    public void Make()
    {
        const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!, ownerOnly);
        foreach (var folder in (string[])["etc", "run", "root"])
            Directory.CreateDirectory(In(folder));
    }

    public MachineSpec? ReadSpec() => Read(SpecFile, ContractJson.Default.MachineSpec);

    public MachineState? ReadState() => Read(In("state.json"), ContractJson.Default.MachineState);

    public string? ReadPort() => File.Exists(PortFile) ? File.ReadAllText(PortFile) : null;

    /// <summary>Whether this is what the last supervisor was started with.</summary>
    public bool Holds(MachineSpec spec) => File.Exists(SpecFile) && File.ReadAllText(SpecFile) == Text(spec);

    public void Write(MachineSpec spec) => Replace(SpecFile, Text(spec));

    public void Write(ToldEndpoints endpoints) =>
        Replace(In("run/" + ToldEndpoints.FileName), JsonSerializer.Serialize(endpoints, ContractJson.Default.ToldEndpoints));

    public void Write(ToldSettings settings) =>
        Replace(In("run/" + ToldSettings.FileName), JsonSerializer.Serialize(settings, ContractJson.Default.ToldSettings));

    /// <summary>Name resolution inside: the machine itself, and the name servers of its network where it has some.</summary>
    public void WriteNames(MachineEntry machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        var second = machine.Ipv6Address is { } ipv6 ? $"{ipv6} {machine.HostName}\n" : "";
        WriteInPlace("etc/hosts", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1 localhost\n::1 localhost\n{machine.Address} {machine.HostName}\n{second}"));
        WriteInPlace("etc/hostname", machine.HostName + "\n");
        WriteInPlace("etc/resolv.conf", machine.DnsServers.IsEmpty
            ? "# This network has no name server.\n"
            : string.Concat(machine.DnsServers.Select(server => $"nameserver {server}\n")));
    }

    /// <summary>Null: of no attached machine.</summary>
    public string? ReadAttached()
    {
        try
        {
            return File.ReadAllText(AttachedFile);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void WriteAttached(string name)
    {
        Make();
        Replace(AttachedFile, name);
    }

    public void WritePort(string signature) => Replace(PortFile, signature);

    /// <summary>True when the machine may have VIPs of an earlier run.</summary>
    public bool HasVips
    {
        get => File.Exists(VipsFile);
        set
        {
            if (value)
                File.WriteAllText(VipsFile, "");
            else
                File.Delete(VipsFile);
        }
    }

    public void ForgetPort()
    {
        if (File.Exists(PortFile))
            File.Delete(PortFile);
    }

    public void ForgetState() => File.Delete(In("state.json"));

    public void Delete()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }

    /// <summary>Null too for what a loss of power tore (it is made anew), and for what another thread removes meanwhile.</summary>
    private static T? Read<T>(string file, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(file), type);
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static string Text(MachineSpec spec) => JsonSerializer.Serialize(spec, ContractJson.Default.MachineSpec);

    private static void Replace(string file, string text)
    {
        if (File.Exists(file) && File.ReadAllText(file) == text)
            return;
        File.WriteAllText(file + ".new", text);
        File.Move(file + ".new", file, overwrite: true);
    }

    /// <summary>These are mounted one by one into the machine: a replaced file would not be seen there.</summary>
    private void WriteInPlace(string name, string text)
    {
        if (!File.Exists(In(name)) || File.ReadAllText(In(name)) != text)
            File.WriteAllText(In(name), text);
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
