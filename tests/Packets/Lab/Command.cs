using System.Diagnostics;

namespace Ilb.Packets.Lab;

/// <summary>Tools of the system as test oracles: ip, iperf3, ping.</summary>
internal static class Command
{
    internal static string Run(string line)
    {
        var (exit, output) = Try(line);
        return exit == 0 ? output : throw new InvalidOperationException($"'{line}' ended with {exit}: {output}");
    }

    internal static (int Exit, string Output) Try(string line)
    {
        using var process = Start(line);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    internal static Process Start(string line) => Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec " + line])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
