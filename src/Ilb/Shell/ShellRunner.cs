using Ilb.Client;

namespace Ilb.Shell;

/// <summary>
/// PowerShell with the module loaded and connected: pwsh where one is installed, else the engine inside this program, which knows a
/// subset of the utility cmdlets.
/// </summary>
public static class ShellRunner
{
    /// <summary>The variable that the cmdlets connect by.</summary>
    public const string PublishSettingsVariable = "ILB_PUBLISHSETTINGS";

    /// <param name="scriptFile">A script to run; null for none.</param>
    /// <param name="command">A command to run instead; with neither, lines are read from standard input.</param>
    /// <param name="publishSettingsPath">The file that the cmdlets connect with.</param>
    /// <param name="dataDirectory">The folder of the installation that `ilb` works on when a script calls it.</param>
    /// <param name="embedded">Use the engine inside even where pwsh is installed.</param>
    /// <param name="cancel">Ends the shell.</param>
    /// <returns>0 when nothing wrote an error, else 1, or what the script gave to exit.</returns>
    public static async Task<int> RunAsync(
        string? scriptFile, string? command, string publishSettingsPath, string dataDirectory, bool embedded = false, CancellationToken cancel = default)
    {
        if (IsMissing(scriptFile))
            return 1;
        await PrepareAsync(command, publishSettingsPath, dataDirectory);
        return !embedded && InstalledPowerShell.Find() is { } pwsh
            ? await InstalledPowerShell.RunAsync(pwsh, scriptFile, command, ModuleFile.Path, cancel)
            : await Task.Run(() => EmbeddedPowerShell.Run(ShellHost.Console(), scriptFile, command, cancel), CancellationToken.None);
    }

    /// <summary>The same in the engine inside, with a plan's shadow in place of the state in force. What the script writes goes to standard error.</summary>
    /// <returns>The exit code, and its errors.</returns>
    internal static async Task<(int Code, IReadOnlyList<ScriptError> Errors)> PlanAsync(
        string? scriptFile, string? command, string publishSettingsPath, string dataDirectory, string plan, CancellationToken cancel)
    {
        await PrepareAsync(command, publishSettingsPath, dataDirectory);
        Environment.SetEnvironmentVariable(ServiceManagementClient.PlanVariable, plan);
        var errors = new List<ScriptError>();
        var code = await Task.Run(() => EmbeddedPowerShell.Run(ShellHost.Aside(errors), scriptFile, command, cancel), CancellationToken.None);
        return (code, errors);
    }

    /// <summary>Says so on standard error where there is no such script.</summary>
    internal static bool IsMissing(string? scriptFile)
    {
        if (scriptFile is null || File.Exists(scriptFile))
            return false;
        Console.Error.WriteLine($"There is no script {Path.GetFullPath(scriptFile)}.");
        return true;
    }

    private static async Task PrepareAsync(string? command, string publishSettingsPath, string dataDirectory)
    {
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        Environment.SetEnvironmentVariable("POWERSHELL_UPDATECHECK", "Off");
        Environment.SetEnvironmentVariable(PublishSettingsVariable, Path.GetFullPath(publishSettingsPath));
        Environment.SetEnvironmentVariable(Commands.Shared.DataVariable, Path.GetFullPath(dataDirectory));
        Environment.SetEnvironmentVariable("PATH", $"{AppContext.BaseDirectory}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}");
        if (command is not null && ExposedKey.WarningOf(command) is { } warning)
            await Console.Error.WriteLineAsync(warning);
    }
}
