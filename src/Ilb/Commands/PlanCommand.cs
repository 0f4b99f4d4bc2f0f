using System.CommandLine;
using System.Text.Json;
using Ilb.Client;
using Ilb.ControlPlane.Plans;
using Ilb.Shell;
using Ilb.Status;
using Spectre.Console;

namespace Ilb.Commands;

/// <summary>`ilb plan`: what a script would do, before it does it.</summary>
internal static class PlanCommand
{
    private const string Name = "plan";

    public static Command Create()
    {
        var script = new Argument<FileInfo?>("FILE.ps1") { Description = "A script of changes", Arity = ArgumentArity.ZeroOrOne };
        var text = Shared.Script();
        var exitCode = new Option<bool>("--exit-code") { Description = "End with 1 where anything changes, as diff does" };
        var settings = Shared.PublishSettings();
        var data = Shared.Data();
        var output = Shared.Output();
        var command = new Command(Name, "Show what a script would change and what that does to traffic; nothing is changed. Exit code 2 where the script runs into errors")
        {
            script, text, exitCode, settings, data, output,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(script) is { Tokens.Count: > 0 } == result.GetResult(text) is not null)
                result.AddError("A script is needed: FILE.ps1, or -c COMMAND.");
        });
        command.SetAction(async (result, cancellation) =>
        {
            var file = result.GetValue(script)?.FullName;
            var path = SettingsFile.Find(Name, result.GetValue(settings), result.GetRequiredValue(data));
            if (path is null || ShellRunner.IsMissing(file))
                return 2;
            var asked = new Asked(file, result.GetValue(text), path, result.GetRequiredValue(data).FullName);
            if (await PlanAsync(asked, cancellation) is not var (code, report))
                return 2;
            if (result.GetValue(output) == OutputFormat.Json)
                Console.WriteLine(JsonSerializer.Serialize(report, JsonSerializerOptions.Web));
            else
                PlanScreen.Show(AnsiConsole.Console, report);
            return code != 0 ? 2 : result.GetValue(exitCode) && report.Changes.Count > 0 ? 1 : 0;
        });
        return command;
    }

    /// <summary>The script's exit code and the plan, or null after saying on standard error why there is none.</summary>
    private static async Task<(int Code, PlanReport Report)?> PlanAsync(Asked asked, CancellationToken cancellation)
    {
        try
        {
            using var client = new ServiceManagementClient(PublishSettings.Read(asked.PublishSettings)[0]);
            var plan = await client.BeginPlanAsync(cancellation);
            try
            {
                var (code, errors) = await ShellRunner.PlanAsync(
                    asked.File, asked.Text, asked.PublishSettings, asked.DataDirectory, plan, cancellation);
                var report = JsonSerializer.Deserialize<PlanReport>(await client.GetPlanAsync(plan, cancellation), JsonSerializerOptions.Web)!;
                // The script's, in place of the service's: it knows its lines, and what it took into account is none.
                return (code, report with { Problems = [.. errors.Select(Problem)] });
            }
            finally
            {
                await client.EndPlanAsync(plan, CancellationToken.None);
            }
        }
        catch (Exception e) when (e is PublishSettingsException or ServiceManagementException)
        {
            await Console.Error.WriteLineAsync($"ilb {Name}: {e.Message}");
            return null;
        }
    }

    private static PlanProblem Problem(ScriptError error) => new(error.Request, error.Cmdlet ?? "the script", error.At, error.Code, error.Message);

    private sealed record Asked(string? File, string? Text, string PublishSettings, string DataDirectory);
}
