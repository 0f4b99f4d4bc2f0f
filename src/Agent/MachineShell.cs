using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ilb.Agent.Machines;
using Ilb.Datapath.Namespaces;
using Ilb.MachineContract;
using Ilb.Model.Images;

namespace Ilb.Agent;

/// <summary>What an operator on this host can do with a machine without asking the control plane. Needs root.</summary>
public sealed class MachineShell(Installation installation)
{
    /// <summary>"MyWebsite1/web1", in order.</summary>
    public IReadOnlyList<string> Names() => [.. Specs().Select(spec => spec.Name).Order(StringComparer.Ordinal)];

    /// <summary>Runs a command inside, as root there, on the caller's terminal; its exit code. 127: no such command.</summary>
    /// <param name="name">"web1" where that is unique, else "MyWebsite1/web1", or the machine's port, "3.1".</param>
    /// <exception cref="MachineNotFoundException">There is none of that name, or it does not run.</exception>
    public async Task<int> ExecuteAsync(string name, IReadOnlyList<string> command, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        var start = Enter(name, command);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }

        return process.ExitCode;
    }

    /// <summary>How to start a command inside; for callers that want its output.</summary>
    public ProcessStartInfo Enter(string name, IReadOnlyList<string> command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var spec = Find(name);
        var state = new MachineFolder(spec.Folder).ReadState();
        if (!SupervisorProcess.IsAlive(state) || state!.First == 0)
            throw new MachineNotFoundException($"{spec.Name} does not run{(state?.Reason is { } reason ? $": {reason}" : "")}.");
        return Enter(state.First, command);
    }

    /// <param name="first">The machine's first process, as the host sees it.</param>
    internal static ProcessStartInfo Enter(int first, IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(MachineProgram.Locate()) { UseShellExecute = false };
        foreach (var argument in (string[])["enter", first.ToString(CultureInfo.InvariantCulture), .. command])
            start.ArgumentList.Add(argument);
        return start;
    }

    /// <summary>Its output, the last mebibyte or so; what came before is beside it with ".1".</summary>
    public string LogPath(string name) => new MachineFolder(Find(name).Folder).LogFile;

    /// <summary>Pin of the machine's network namespace; a socket made inside stands in the machine's place.</summary>
    public string NetworkNamespacePath(string name) => Find(name).NetworkNamespace;

    /// <summary>A TCP connection from the machine's place in its network.</summary>
    public async Task<Socket> ConnectAsync(string name, IPEndPoint destination, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(destination);
        using var inside = NetworkNamespace.Open(Find(name).NetworkNamespace);
        var socket = inside.Run(() => new Socket(destination.AddressFamily, SocketType.Stream, ProtocolType.Tcp));
        try
        {
            await socket.ConnectAsync(destination, cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private MachineSpec Find(string name)
    {
        var found = Specs().Where(spec => IsNamed(spec, name)).ToList();
        if (found.Count == 1)
            return found[0];
        if (found.Count > 1)
            throw new MachineNotFoundException(
                $"'{name}' names several machines: {string.Join(", ", found.Select(spec => $"{spec.Name} ({PortOf(spec)})").Order(StringComparer.Ordinal))}. "
                + "Give the whole name, or the port in brackets.");
        if (MachineFolder.All(installation).Select(folder => AttachedNamed(folder, name)).FirstOrDefault(attached => attached is not null) is { } attached)
            throw new MachineNotFoundException(
                $"ilb runs no process of {attached}, a machine of the image '{MachineImage.Attached.Name}': go where it is attached to, which "
                + "ilb status shows, by the means of that, such as ip netns exec, nsenter, docker exec or journalctl.");
        throw new MachineNotFoundException($"No machine '{name}'. {(Names() is { Count: > 0 } names ? $"There are {string.Join(", ", names)}." : "There are none here.")}");
    }

    /// <summary>Networks are no machines: a gateway has no short name that could take a machine's.</summary>
    private static bool IsNamed(MachineSpec spec, string name) =>
        spec.Name == name || PortOf(spec) == name
        || (spec.Router is null && spec.Name.EndsWith("/" + name, StringComparison.OrdinalIgnoreCase));

    private static string? AttachedNamed(MachineFolder folder, string name) => folder.ReadAttached() is { } attached
        && (attached == name || Path.GetFileName(folder.Path) == name || attached.EndsWith("/" + name, StringComparison.OrdinalIgnoreCase)) ? attached : null;

    private static string PortOf(MachineSpec spec) => Path.GetFileName(spec.Folder);

    private IEnumerable<MachineSpec> Specs() => MachineFolder.All(installation).Select(folder => folder.ReadSpec()).OfType<MachineSpec>();
}
