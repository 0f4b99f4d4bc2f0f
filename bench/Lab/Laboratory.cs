using System.Diagnostics;
using System.Globalization;

namespace Ilb.Bench.Lab;

/// <summary>
/// The namespaces, programs and files of one run, all named after this process. Whatever was made goes away when it is disposed,
/// the last first: also on failure, Ctrl-C and SIGTERM, since the program disposes it in each case.
/// </summary>
public sealed class Laboratory : IDisposable
{
    private readonly Stack<Action> _undo = new();
    private readonly Lock _gate = new();
    private readonly int _segments;
    private bool _disposed;

    /// <param name="segments">Bytes of the largest packet on links that do not say otherwise, before segmentation.</param>
    public Laboratory(int segments)
    {
        _segments = segments;
        Prefix = string.Create(CultureInfo.InvariantCulture, $"ib{Environment.ProcessId}");
        Folder = Directory.CreateTempSubdirectory($"{Prefix}-").FullName;
        OnDispose(() => Directory.Delete(Folder, recursive: true));
    }

    /// <summary>Begins the name of everything made here.</summary>
    public string Prefix { get; }

    /// <summary>For configuration files.</summary>
    public string Folder { get; }

    /// <summary>Makes a namespace with loopback up and limits that a benchmark of short connections needs.</summary>
    public Place NewPlace(string name)
    {
        var place = new Place($"{Prefix}-{name}", _segments);
        Command.Run("ip", "netns", "add", place.Name);
        OnDispose(() => Command.Run("ip", "netns", "del", place.Name));
        place.Run("ip", "link", "set", "lo", "up");
        place.Run("sysctl", "-qw", "net.ipv4.ip_local_port_range=1024 65535", "net.ipv4.tcp_tw_reuse=1", "net.core.somaxconn=4096");
        return place;
    }

    /// <summary>A namespace that somebody else made and removes.</summary>
    public Place PlaceAt(string name, string path) => new($"{Prefix}-{name}", _segments) { Path = path };

    /// <summary>Starts a program that runs until the laboratory closes.</summary>
    public Process Start(Place place, string program, params IEnumerable<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(place);
        var process = place.Start(program, arguments);
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => Complain(place, program, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        OnDispose(() =>
        {
            using (process)
                End(process);
        });
        return process;
    }

    /// <summary>Writes a file and gives its path.</summary>
    public string Write(string name, string content)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    public void OnDispose(Action undo)
    {
        lock (_gate)
            _undo.Push(undo);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            while (_undo.TryPop(out var undo))
                Try(undo);
        }
    }

    /// <summary>A peer that can't start says so itself.</summary>
    private void Complain(Place place, string program, string? line)
    {
        if (line is not null && !_disposed)
            Console.Error.WriteLine($"{program} in {place}: {line}");
    }

    /// <summary>What can't be removed is named, and the rest is removed all the same.</summary>
    private static void Try(Action undo)
    {
        try
        {
            undo();
        }
        catch (Exception problem)
        {
            Console.Error.WriteLine($"clean-up: {problem.Message}");
        }
    }

    /// <summary>SIGTERM first: a killed nginx would leave its workers behind.</summary>
    internal static void End(Process process)
    {
        if (process.HasExited)
            return;
        Command.Run("kill", process.Id.ToString(CultureInfo.InvariantCulture));
        if (!process.WaitForExit(TimeSpan.FromSeconds(3)))
            process.Kill(entireProcessTree: true);
    }
}
