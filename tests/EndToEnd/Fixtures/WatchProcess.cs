using System.Diagnostics;
using System.Text.Json;
using Ilb.Datapath.Namespaces;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>A running `ilb watch -o json`.</summary>
internal sealed class WatchProcess : IDisposable
{
    private readonly Process _process;
    private readonly List<JsonElement> _told = [];
    private readonly Task _reading;

    private WatchProcess(Process process)
    {
        _process = process;
        _reading = ReadAsync();
    }

    public static async Task<WatchProcess> StartAsync(ServedInstallation served)
    {
        var watch = new WatchProcess(IlbProgram.Start("watch", "--data", served.Installation.DataDirectory, "-o", "json"));
        await watch.TellsAsync("watching");
        return watch;
    }

    /// <summary>Waits for a line of that kind, with these values, and not seen by an earlier call.</summary>
    public Task<JsonElement> TellsAsync(string kind, params (string Name, string Value)[] values) => TellsAsync(kind, 30, values);

    public async Task<JsonElement> TellsAsync(string kind, int seconds, params (string Name, string Value)[] values)
    {
        JsonElement? found = null;
        await Eventually.TrueAsync(() => (found = Take(kind, values)) is not null, $"{kind} {string.Join(' ', values)}; told: {this}", seconds);
        return found!.Value;
    }

    /// <summary>Ctrl-C; exit code and standard error.</summary>
    public async Task<(int Code, string Errors)> InterruptAsync()
    {
        Signals.Send(_process.Id, Signals.Interrupt);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await _process.WaitForExitAsync(patience.Token);
        await _reading;
        return (_process.ExitCode, await _process.StandardError.ReadToEndAsync(patience.Token));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    public override string ToString()
    {
        lock (_told)
            return string.Join('\n', _told);
    }

    private JsonElement? Take(string kind, (string Name, string Value)[] values)
    {
        lock (_told)
        {
            var at = _told.FindIndex(line => Has(line, ("kind", kind)) && values.All(value => Has(line, value)));
            if (at < 0)
                return null;
            var found = _told[at];
            _told.RemoveAt(at);
            return found;
        }
    }

    private static bool Has(JsonElement line, (string Name, string Value) wanted) =>
        line.TryGetProperty(wanted.Name, out var value) && value.ToString() == wanted.Value;

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
            lock (_told)
                _told.Add(JsonDocument.Parse(line).RootElement);
    }
}
