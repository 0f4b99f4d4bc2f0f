using System.CommandLine;
using System.CommandLine.Completions;
using Ilb.Client;
using Ilb.Declarations.Service;
using Ilb.Declarations.Text;

namespace Ilb.Commands;

/// <summary>`ilb export`: what a subscription has, as the document that `ilb apply` takes.</summary>
internal static class ExportCommand
{
    private const string Name = "export", Yaml = "yaml", Json = "json";

    public static Command Create()
    {
        var (settings, data) = (Shared.PublishSettings(), Shared.Data());
        var output = new Option<string>("--output", "-o") { Description = "What to write", HelpName = $"{Yaml}|{Json}", DefaultValueFactory = _ => Yaml };
        output.AcceptOnlyFromAmong(Yaml, Json);
        var service = new Option<string?>("--service")
        {
            Description = "Only this cloud service",
            HelpName = "NAME",
            CompletionSources = { (CompletionContext typed) => Service.Suggest(typed, settings, data, report => report.Machines.Select(machine => machine.Name.Split('/', '.')[0]).Distinct()) },
        };
        var command = new Command(Name, "Write what a subscription has as a document for ilb apply; keys and passwords are never in it") { service, output, settings, data };
        command.SetAction(async (result, cancellation) =>
        {
            if (SettingsFile.Find(Name, result.GetValue(settings), result.GetRequiredValue(data)) is not { } path)
                return 2;
            try
            {
                using var client = new ServiceManagementClient(PublishSettings.Read(path)[0]);
                var existing = await Existing.ReadAsync(client, result.GetValue(service), cancellation);
                var declaration = existing.Declaration();
                Console.Write(result.GetValue(output) == Json ? Writing.ToJson(declaration) + "\n" : Writing.ToYaml(declaration));
                foreach (var left in existing.OfPackages)
                    await Console.Error.WriteLineAsync($"ilb {Name}: left out: {left} is a deployment of a package.");
                return 0;
            }
            catch (Exception e) when (e is PublishSettingsException or ServiceManagementException)
            {
                await Console.Error.WriteLineAsync($"ilb {Name}: {e.Message}");
                return 2;
            }
        });
        return command;
    }
}
