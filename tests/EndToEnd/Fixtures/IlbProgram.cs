using System.Diagnostics;
using System.Text;
using Ilb.Datapath.Namespaces;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>The built `ilb`, run as its users run it.</summary>
internal static class IlbProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    /// <summary>ILB_PROGRAM, else artifacts/ilb/ilb of this tree.</summary>
    public static string Path { get; } = Environment.GetEnvironmentVariable("ILB_PROGRAM") is { Length: > 0 } told ? told : Find("artifacts/ilb/ilb");

    /// <summary>A file of samples/ in the source tree.</summary>
    public static string Sample(string name) => Find($"samples/{name}");

    /// <summary>A file of the source tree.</summary>
    public static string Source(string path) => Find(path);

    public static Process Start(params IEnumerable<string> arguments) => StartUnder(Path, arguments);

    /// <summary>By another program, whose arguments name it.</summary>
    public static Process StartUnder(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // What a terminal would be told in colours is compared as text here.
        start.Environment["NO_COLOR"] = "1";
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    /// <summary>Runs to the end: exit code, and both outputs as one text.</summary>
    public static Task<(int Code, string Output)> RunAsync(params IEnumerable<string> arguments) => RunUnderAsync(Path, arguments);

    /// <summary>The same, by another program, whose arguments name it.</summary>
    public static async Task<(int Code, string Output)> RunUnderAsync(string program, IEnumerable<string> arguments)
    {
        using var process = StartUnder(program, arguments);
        using var patience = new CancellationTokenSource(Patience);
        var output = new StringBuilder();
        var reading = Task.WhenAll(AppendAsync(process.StandardOutput, output), AppendAsync(process.StandardError, output));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            await EndAsync(process);
            throw new TimeoutException($"ilb {string.Join(' ', arguments)} did not end within {Patience}:\n{output}");
        }

        await reading;
        return (process.ExitCode, output.ToString());
    }

    /// <summary>Asked first: who made namespaces and machines removes them.</summary>
    private static async Task EndAsync(Process process)
    {
        Signals.Send(process.Id, Signals.Terminate);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        process.Kill();
    }

    private static async Task AppendAsync(StreamReader from, StringBuilder to)
    {
        while (await from.ReadLineAsync() is { } line)
            lock (to)
                to.AppendLine(line);
    }

    private static string Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var found = System.IO.Path.Combine(folder.FullName, path);
            if (File.Exists(found))
                return found;
        }

        throw new InvalidOperationException($"There is no {path} above {AppContext.BaseDirectory}: run './dev build' first, or set ILB_PROGRAM.");
    }
}
