using System.CommandLine;
using Ilb.Declarations.Imports;
using Ilb.Declarations.Text;

namespace Ilb.Commands;

/// <summary>`ilb import`: what other software is configured with, as the document that `ilb apply` takes.</summary>
internal static class ImportCommand
{
    private const string Name = "import", Yaml = "yaml", Json = "json", StandardInput = "-";

    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "keepalived.conf, haproxy.cfg, a template or resource of Azure Resource Manager (JSON), or a .cscfg and its .csdef; - is standard input",
            Arity = ArgumentArity.OneOrMore,
        };
        var service = Text("--service", "NAME", "The cloud service; of several VIPs the others get numbers", "imported");
        var network = new Option<string?>("--network") { Description = "A virtual network that exists; without it one is made around the addresses", HelpName = "NAME" };
        var location = Text("--location", "NAME", "Where it is", "West US");
        var image = Text("--image", "NAME", "What the machines run; attached: they exist, and ilb attach binds them", "attached");
        var strict = new Option<bool>("--strict") { Description = "End with 1 where anything could not be carried over as it is" };
        var output = new Option<string>("--output", "-o") { Description = "What to write", HelpName = $"{Yaml}|{Json}", DefaultValueFactory = _ => Yaml };
        output.AcceptOnlyFromAmong(Yaml, Json);
        var command = new Command(Name, "Write what keepalived, HAProxy, Azure Resource Manager or a cloud service is configured with as a document for ilb apply; what can't be carried over is told on standard error")
        {
            files, service, network, location, image, strict, output,
        };
        command.SetAction(async (result, cancellation) =>
        {
            var options = new ImportOptions(result.GetRequiredValue(service), result.GetValue(network), result.GetRequiredValue(location), result.GetRequiredValue(image));
            if (await ReadAsync(result.GetRequiredValue(files), options, cancellation) is not { } imported)
                return 2;
            Console.Write(result.GetValue(output) == Json ? Writing.ToJson(imported.Declaration) + "\n" : Writing.ToYaml(imported.Declaration));
            foreach (var note in imported.Notes)
                await Console.Error.WriteLineAsync($"{note}");
            return result.GetValue(strict) && imported.Notes.Count > 0 ? 1 : 0;
        });
        return command;
    }

    /// <summary>Null after saying on standard error what is wrong.</summary>
    private static async Task<Imported?> ReadAsync(string[] files, ImportOptions options, CancellationToken cancellation)
    {
        try
        {
            var texts = new List<(string, string)>();
            foreach (var file in files)
                texts.Add((file, file == StandardInput ? await Console.In.ReadToEndAsync(cancellation) : await File.ReadAllTextAsync(file, cancellation)));
            return Import.Read(texts, options);
        }
        catch (DocumentException e)
        {
            foreach (var problem in e.Problems)
                await Console.Error.WriteLineAsync($"{files[0]}:{problem.Line}:{problem.Column}: {problem.Path}: {problem.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"ilb {Name}: {e.Message}");
        }

        return null;
    }

    private static Option<string> Text(string name, string value, string description, string usual) =>
        new(name) { Description = description, HelpName = value, DefaultValueFactory = _ => usual };
}
