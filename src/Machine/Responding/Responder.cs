using System.Text.Json;
using Ilb.MachineContract;

namespace Ilb.Machine.Responding;

/// <summary>
/// The built-in image: answers HTTP on 80 and on the TCP and probe ports of its machine's endpoints, and echoes on the UDP ones.
/// Endpoints come from a file that the agent replaces; listeners follow it.
/// </summary>
internal sealed class Responder
{
    private const int AlwaysServed = 80;

    /// <summary>Looking ten times a second costs less than it seems; inotify would end at 128 machines, the limit of one user.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly string _file;
    private readonly Switches _switches = new();
    private readonly ListenerSet _listeners;

    private Responder(string folder)
    {
        _file = Path.Combine(folder, ToldEndpoints.FileName);
        _listeners = new ListenerSet(_switches);
    }

    public static int Run(string folder)
    {
        new Responder(folder).RunAsync().GetAwaiter().GetResult();
        return 0;
    }

    private async Task RunAsync()
    {
        string? followed = null;
        using var timer = new PeriodicTimer(Look);
        do
        {
            if (_switches.TakeSilence() is { } silence)
            {
                await BeSilentAsync(silence);
                followed = null;
            }

            var told = File.Exists(_file) ? await File.ReadAllTextAsync(_file) : "";
            if (told != followed)
                _listeners.Follow(Wanted(told));
            followed = told;
        }
        while (await timer.WaitForNextTickAsync());
    }

    private async Task BeSilentAsync(TimeSpan silence)
    {
        Console.WriteLine($"silent for {silence.TotalSeconds} s");
        _listeners.CloseAll();
        await Task.Delay(silence);
        Console.WriteLine("back");
    }

    private static HashSet<ListenerKey> Wanted(string told)
    {
        var wanted = new HashSet<ListenerKey> { new("tcp", AlwaysServed) };
        var endpoints = told.Length == 0 ? null : JsonSerializer.Deserialize(told, ContractJson.Default.ToldEndpoints);
        foreach (var endpoint in endpoints?.Endpoints ?? [])
        {
            wanted.Add(new ListenerKey(endpoint.Protocol, endpoint.LocalPort));
            if (endpoint.ProbePort is { } probe)
                wanted.Add(new ListenerKey("tcp", probe));
        }

        return wanted;
    }
}
