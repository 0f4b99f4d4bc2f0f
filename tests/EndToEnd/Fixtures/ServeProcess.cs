using System.Diagnostics;
using System.Net;
using System.Text;
using Ilb.Datapath.Namespaces;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>A running `ilb serve`.</summary>
internal sealed class ServeProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly Task _reading;

    private ServeProcess(Process process)
    {
        _process = process;
        _reading = ReadErrorsAsync();
    }

    /// <summary>What it wrote to standard error so far.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
                return _errors.ToString();
        }
    }

    /// <summary>Starts one; it may not be ready yet.</summary>
    /// <param name="options">More of `ilb serve`.</param>
    /// <param name="without">A folder that is empty for it, and for nobody else.</param>
    public static ServeProcess Start(
        string data, IPEndPoint listen, double drainSeconds, IEnumerable<string> options, string? without = null, params IEnumerable<string> environment)
    {
        string[] arguments = ["serve", "--data", data, "--listen", $"{listen}", "--drain", FormattableString.Invariant($"{drainSeconds}"), .. options];
        return new(without is null
            ? IlbProgram.StartUnder("env", [.. environment, IlbProgram.Path, .. arguments])
            : IlbProgram.StartUnder("unshare", ["--mount", "sh", "-c", $"mount -t tmpfs none {without} && exec \"$0\" \"$@\"", IlbProgram.Path, .. arguments]));
    }

    public int Id => _process.Id;

    /// <summary>Waits for the one line that says ready.</summary>
    public async Task ReadyAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var line = await _process.StandardOutput.ReadLineAsync(patience.Token);
        if (line is null || !line.StartsWith("ilb is ready", StringComparison.Ordinal))
            throw new InvalidOperationException($"ilb serve did not get ready; it said '{line}' and:\n{Errors}");
    }

    /// <summary>SIGKILL: no code of it runs any more.</summary>
    public Task KillAsync() => EndAsync(Signals.Kill);

    /// <summary>SIGTERM; the exit code.</summary>
    public async Task<int> StopAsync()
    {
        await EndAsync(Signals.Terminate);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private async Task EndAsync(int signal)
    {
        using var patience = new CancellationTokenSource(Patience);
        Signals.Send(_process.Id, signal);
        await _process.WaitForExitAsync(patience.Token);
        await _reading;
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
            lock (_errors)
                _errors.AppendLine(line);
    }
}
