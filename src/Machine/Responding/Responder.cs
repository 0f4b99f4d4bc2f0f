using System.Text.Json;
using Ilb.MachineContract;

namespace Ilb.Machine.Responding;

/// <summary>
/// The built-in image: answers HTTP on 80 and on the TCP and probe ports of its machine's endpoints, and echoes on the UDP ones.
/// Endpoints come from a file that the agent replaces; listeners follow it.
/// </summary>
internal sealed class Responder : IDisposable
{
    private const ushort AlwaysServed = 80;

    private readonly string _file;
    private readonly Switches _switches = new();
    private readonly ListenerSet _listeners;
    private readonly SemaphoreSlim _changed = new(1);

    private Responder(string folder)
    {
        _file = Path.Combine(folder, ToldEndpoints.FileName);
        _listeners = new ListenerSet(_switches);
    }

    public static int Run(string folder)
    {
        using var responder = new Responder(folder);
        responder.RunAsync(folder).GetAwaiter().GetResult();
        return 0;
    }

    public void Dispose()
    {
        _changed.Dispose();
        _listeners.CloseAll();
    }

    private async Task RunAsync(string folder)
    {
        using var told = Watch(folder, ToldEndpoints.FileName);
        using var silent = Watch(_switches.Folder, Switches.SilentFile);
        while (true)
        {
            await _changed.WaitAsync();
            if (_switches.TakeSilence() is { } silence)
            {
                Console.WriteLine($"silent for {silence.TotalSeconds} s");
                _listeners.CloseAll();
                await Task.Delay(silence);
                Console.WriteLine("back");
            }

            _listeners.Follow(await ReadAsync());
        }
    }

    private FileSystemWatcher Watch(string folder, string file)
    {
        var watcher = new FileSystemWatcher(folder, file);
        watcher.Created += (_, _) => _changed.Release();
        watcher.Changed += (_, _) => _changed.Release();
        watcher.Renamed += (_, _) => _changed.Release();
        watcher.EnableRaisingEvents = true;
        return watcher;
    }

    private async Task<IReadOnlyCollection<ListenerKey>> ReadAsync()
    {
        var wanted = new HashSet<ListenerKey> { new("tcp", AlwaysServed) };
        if (!File.Exists(_file))
            return wanted;
        await using var stream = File.OpenRead(_file);
        var told = await JsonSerializer.DeserializeAsync(stream, ContractJson.Default.ToldEndpoints);
        foreach (var endpoint in told?.Endpoints ?? [])
        {
            wanted.Add(new ListenerKey(endpoint.Protocol, endpoint.LocalPort));
            if (endpoint.ProbePort is { } probe)
                wanted.Add(new ListenerKey("tcp", probe));
        }

        return wanted;
    }
}
