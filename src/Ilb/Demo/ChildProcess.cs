using System.Diagnostics;
using Ilb.Datapath.Namespaces;

namespace Ilb.Demo;

/// <summary>
/// This program, started once more with other arguments: the demo uses the commands that a user would type. In a session of its
/// own, so that a Ctrl-C at the terminal reaches only the demo, which ends it when its turn comes.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _errors = [];
    private readonly TaskCompletionSource<string> _firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildProcess(string[] arguments, Action<string> onLine, Action<string> onError)
    {
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("setsid", [Environment.ProcessPath!, .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        _process.OutputDataReceived += (_, e) => Line(e.Data, onLine);
        _process.ErrorDataReceived += (_, e) => Error(e.Data, onError);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public static ChildProcess Start(string[] arguments, Action<string>? onLine = null, Action<string>? onError = null) =>
        new(arguments, onLine ?? (_ => { }), onError ?? (_ => { }));

    /// <summary>Runs to the end; throws <see cref="DemoException"/> with its error output when it fails.</summary>
    public static async Task RunAsync(
        string[] arguments, CancellationToken cancellation, Action<string>? onLine = null, Action<string>? onError = null)
    {
        using var child = Start(arguments, onLine, onError);
        await child._process.WaitForExitAsync(cancellation);
        if (child._process.ExitCode != 0)
            throw new DemoException($"'ilb {string.Join(' ', arguments)}' failed: {child.ErrorText}");
    }

    /// <summary>
    /// Runs a program to its end on this terminal; its exit code. A Ctrl-C at the terminal reaches it by itself, a signal to this
    /// process alone does not: it is asked to end, and awaited, so that it can remove what it made.
    /// </summary>
    public static async Task<int> InForegroundAsync(string program, string[] arguments, CancellationToken cancellation)
    {
        using var process = Process.Start(program, arguments);
        using var onCancel = cancellation.Register(() => Signals.Send(process.Id, Signals.Terminate));
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }

    /// <summary>The first line it prints, or <see cref="DemoException"/> when it ends before.</summary>
    public async Task<string> FirstLineAsync(CancellationToken cancellation)
    {
        var ended = _process.WaitForExitAsync(cancellation);
        if (await Task.WhenAny(_firstLine.Task, ended) == ended)
        {
            await ended;
            throw new DemoException($"ilb ended before it was ready: {ErrorText}");
        }

        return await _firstLine.Task;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Signals.Send(_process.Id, Signals.Terminate);
            if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
                _process.Kill();
        }

        _process.Dispose();
    }

    /// <summary>Of a process that ended.</summary>
    private string ErrorText
    {
        get
        {
            lock (_errors)
                return _errors.Count > 0 ? string.Join('\n', _errors) : $"exit code {_process.ExitCode}";
        }
    }

    private void Line(string? line, Action<string> onLine)
    {
        if (line is null)
            return;
        _firstLine.TrySetResult(line);
        onLine(line);
    }

    private void Error(string? line, Action<string> onError)
    {
        if (line is null)
            return;
        lock (_errors)
            _errors.Add(line);
        onError(line);
    }
}
