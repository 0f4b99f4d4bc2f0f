using System.Diagnostics;

namespace Ilb.Shell;

/// <summary>Runs a pwsh of the machine with the module imported.</summary>
internal static class InstalledPowerShell
{
    public static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, "pwsh"))
        .FirstOrDefault(File.Exists);

    public static async Task<int> RunAsync(string pwsh, string? scriptFile, string? command, string module, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(pwsh) { UseShellExecute = false };
        start.ArgumentList.Add("-NoLogo");
        start.ArgumentList.Add("-NoProfile");
        var work = (scriptFile, command) switch
        {
            ({ } file, _) => Counted($"& {Quote(Path.GetFullPath(file))}"),
            (_, { } text) => Counted($". ([scriptblock]::Create({Quote(text)}))"),
            _ => null,
        };
        if (work is null) start.ArgumentList.Add("-NoExit");
        start.ArgumentList.Add("-Command");
        start.ArgumentList.Add($"Import-Module {Quote(module)}; {work}");
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{pwsh} does not start.");
        await process.WaitForExitAsync(cancel);
        return process.ExitCode;
    }

    /// <summary>pwsh itself tells only whether the last command succeeded.</summary>
    private static string Counted(string work) => $"$error.Clear(); {work}; if ($error.Count) {{ exit 1 }}";

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
