using System.Diagnostics;

namespace Ilb.Bench.Lab;

/// <summary>Runs a program to its end.</summary>
internal static class Command
{
    /// <summary>Its standard output; an exit code other than 0 is a <see cref="LabException"/> with its standard error.</summary>
    public static string Run(string program, params IEnumerable<string> arguments)
    {
        using var process = Start(program, arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new LabException($"{program} {string.Join(' ', arguments)}", errors.Result.Trim());
        return output;
    }

    public static Process Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start) ?? throw new LabException(program, "did not start");
    }
}
