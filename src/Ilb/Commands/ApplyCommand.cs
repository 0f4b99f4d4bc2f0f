using System.CommandLine;
using System.Text.Json;
using Ilb.Client;
using Ilb.Declarations.Entries;
using Ilb.Declarations.Text;
using Ilb.Declaring;
using Spectre.Console;

namespace Ilb.Commands;

/// <summary>`ilb apply`: makes a subscription what a document says.</summary>
internal static class ApplyCommand
{
    private const string Name = "apply", StandardInput = "-";

    public static Command Create()
    {
        var file = new Argument<string?>("FILE") { Description = "A declaration, YAML or JSON; - is standard input", Arity = ArgumentArity.ZeroOrOne };
        var plan = new Option<bool>("--plan") { Description = "Only show what would change and what that does to traffic" };
        var prune = new Option<bool>("--prune") { Description = "Remove what exists and is not in the lists that the document writes" };
        var exitCode = new Option<bool>("--exit-code") { Description = "With --plan: end with 1 where anything would change, as diff does" };
        var schema = new Option<bool>("--schema") { Description = "Print the JSON schema of declarations, for editors" };
        var emptySets = Shared.EmptySets();
        var (settings, data, output) = (Shared.PublishSettings(), Shared.Data(), Shared.Output());
        var command = new Command(Name, "Make a subscription what a document says; a second time there is nothing to do. Exit code 2 where it is refused or fails")
        {
            file, plan, prune, emptySets, exitCode, schema, settings, data, output,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(file) is { Tokens.Count: > 0 } == result.GetValue(schema))
                result.AddError("A document is needed: FILE, or - for standard input; --schema alone prints its schema.");
        });
        command.SetAction(async (result, cancellation) =>
        {
            if (result.GetValue(schema))
            {
                Console.WriteLine(Writing.ToText(Schema.Make()));
                return 0;
            }

            var path = SettingsFile.Find(Name, result.GetValue(settings), result.GetRequiredValue(data));
            if (path is null || await ReadAsync(result.GetRequiredValue(file)!, cancellation) is not { } wished)
                return 2;
            var asked = new Asked(wished, result.GetValue(prune), result.GetValue(plan), result.GetValue(output) == OutputFormat.Json, result.GetRequiredValue(emptySets));
            if (await RunAsync(asked, path, cancellation) is not { } report)
                return 2;
            return report.IsRefused || report.Failed is not null ? 2 : asked.Only && result.GetValue(exitCode) && report.Changes.Count > 0 ? 1 : 0;
        });
        return command;
    }

    /// <summary>Null after saying on standard error all that is wrong with it.</summary>
    private static async Task<Declaration?> ReadAsync(string file, CancellationToken cancellation)
    {
        try
        {
            return Document.Read(file == StandardInput ? await Console.In.ReadToEndAsync(cancellation) : await File.ReadAllTextAsync(file, cancellation));
        }
        catch (DocumentException e)
        {
            foreach (var problem in e.Problems)
                await Console.Error.WriteLineAsync($"{file}:{problem.Line}:{problem.Column}: {problem.Path}: {problem.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"ilb {Name}: {e.Message}");
        }

        return null;
    }

    /// <summary>Null after saying on standard error why the service can't be asked.</summary>
    private static async Task<ApplyReport?> RunAsync(Asked asked, string publishSettings, CancellationToken cancellation)
    {
        var console = AnsiConsole.Console;
        try
        {
            var application = new Application(PublishSettings.Read(publishSettings)[0], asked.MayEmpty);
            var report = await application.RunAsync(
                asked.Wished,
                asked.Prune,
                asked.Only,
                planned => Unless(asked.IsJson, () => ApplyScreen.ShowPlanned(console, planned)),
                step => Unless(asked.IsJson, () => console.MarkupInterpolated($"{(step is null ? "done\n" : $"{step.What} … ")}")),
                cancellation);
            if (asked.IsJson)
                Console.WriteLine(JsonSerializer.Serialize(report, JsonSerializerOptions.Web));
            else
                ApplyScreen.ShowDone(console, report);
            return report;
        }
        catch (Exception e) when (e is PublishSettingsException or ServiceManagementException)
        {
            await Console.Error.WriteLineAsync($"ilb {Name}: {e.Message}");
            return null;
        }
    }

    private static void Unless(bool isJson, Action show)
    {
        if (!isJson)
            show();
    }

    /// <param name="Only">Nothing is to be done.</param>
    private sealed record Asked(Declaration Wished, bool Prune, bool Only, bool IsJson, string[] MayEmpty);
}
