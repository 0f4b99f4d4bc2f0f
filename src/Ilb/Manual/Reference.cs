using System.CommandLine;
using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Ilb.Agent.Metrics;
using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Metrics;
using Ilb.Datapath;
using Ilb.Declarations.Text;
using Ilb.Telemetry;

namespace Ilb.Manual;

/// <summary>docs/reference: what the program says of itself, a file for each kind.</summary>
internal static class Reference
{
    /// <param name="module">The folder of the cmdlets' module, whose help is read.</param>
    public static IEnumerable<(string File, string Text)> Pages(Command root, string module) =>
    [
        ("commands.md", Commands(root)),
        ("cmdlets.md", Cmdlets(XDocument.Load(Path.Combine(module, "en-US", "Ilb.Cmdlets.dll-Help.xml")))),
        ("declaration.md", Declaration(Schema.Make())),
        ("api.md", Api()),
        ("verdicts.md", Verdicts()),
        ("metrics.md", Metrics()),
    ];

    private static string Commands(Command root)
    {
        var page = new Markdown("Commands", "`ilb COMMAND --help` says the same.");
        foreach (var (name, command) in CommandTree.Of(root))
            page.Heading(2, CommandTree.Usage(name, command)).Text($"{command.Description}.").Table(["option", "meaning"], CommandTree.Entries(command).Select(entry => new[] { $"`{entry.Word}`", entry.Meaning }));
        return page.ToString();
    }

    private static string Cmdlets(XDocument help)
    {
        XNamespace maml = "http://schemas.microsoft.com/maml/2004/10", command = "http://schemas.microsoft.com/maml/dev/command/2004/10", dev = "http://schemas.microsoft.com/maml/dev/2004/10";
        var page = new Markdown("Cmdlets", "`Get-Help NAME -Full` in `ilb shell` says the same.");
        foreach (var cmdlet in help.Root!.Elements(command + "command"))
        {
            page.Heading(2, cmdlet.Element(command + "details")!.Element(command + "name")!.Value);
            foreach (var paragraph in cmdlet.Element(maml + "description")!.Elements(maml + "para"))
                page.Text(paragraph.Value);
            page.Table(["parameter", "type", "needed", "about"], cmdlet.Element(command + "parameters")!.Elements(command + "parameter").Select(parameter => new[]
            {
                $"`-{parameter.Element(maml + "name")!.Value}`",
                parameter.Element(dev + "type")!.Element(maml + "name")!.Value,
                (string?)parameter.Attribute("required") == "true" ? "yes" : "",
                string.Join(' ', parameter.Element(maml + "description")!.Elements(maml + "para").Select(one => one.Value)),
            }));
            foreach (var example in cmdlet.Element(command + "examples")!.Elements(command + "example"))
                page.Code(example.Element(dev + "code")!.Value);
        }

        return page.ToString();
    }

    private static string Declaration(JsonObject schema)
    {
        var page = new Markdown("Declarations", "The keys of documents for `ilb apply`; [declare](../declare.md) tells how they are used, `ilb apply --schema` prints the schema.");
        Part(page, 2, "The document", schema);
        return page.ToString();
    }

    /// <summary>An object's keys, then those of the objects in it.</summary>
    private static void Part(Markdown page, int level, string name, JsonObject schema)
    {
        var keys = schema["properties"]!.AsObject().Where(key => key.Key != "$schema").ToList();
        var needed = (schema["required"] as JsonArray ?? []).Select(key => key!.GetValue<string>()).ToHashSet();
        page.Heading(level, name).Text((string?)schema["description"] ?? "").Table(
            ["key", "value", "usual", "meaning"],
            keys.Select(key => new[] { $"`{key.Key}`{(needed.Contains(key.Key) ? ", needed" : "")}", Kind(key.Value!.AsObject()), key.Value["default"]?.ToJsonString().Trim('"') ?? "", (string?)key.Value["description"] ?? "" }));
        foreach (var (key, value) in keys)
            if ((value!["items"] ?? value) is JsonObject inner && inner["properties"] is not null)
                Part(page, Math.Min(level + 1, 6), $"{(level == 2 ? "" : $"{name} › ")}{key}", inner);
    }

    private static string Kind(JsonObject value) =>
        value["enum"] is JsonArray words ? string.Join(", ", words.Select(word => $"`{word!.GetValue<string>()}`"))
        : value["minimum"] is { } least ? $"{least.ToJsonString()} to {value["maximum"]!.ToJsonString()}"
        : (string?)value["type"] switch
        {
            "array" => value["items"]!["properties"] is null ? "list of texts" : "list, see below",
            "object" => "keys, see below",
            "boolean" => "`true`, `false`",
            _ => "text",
        };

    private static string Api() => new Markdown("Service management API", "Paths below `https://HOST:8443/SUBSCRIPTION/`, with a certificate of the subscription and a header `x-ms-version`. Those below `ilb/` are ilb's own.")
        .Table(["request", "path"], ApiRoutes.All.Select(route => new[] { route.Method, $"`{route.Pattern}`" }))
        .ToString();

    private static string Verdicts() => new Markdown("Verdicts", "Why a packet left the way it did: [a packet's walk](../packet-walk.md). `ilb status --verdicts` counts them, `ilb watch` tells those that were not delivered, and `ilb trace` what a packet would get.")
        .Table(["verdict", "the packet", "meaning"], Verdict.All.Skip(1).Select(verdict => new[] { $"`{verdict.Name}`", Fate(verdict.Action), verdict.Meaning }))
        .ToString();

    private static string Metrics() => new Markdown("Metrics", "What `ilb serve --metrics` answers Prometheus and what a collector is sent: [monitoring](../monitoring.md) tells how, and what the labels mean.")
        .Table(["metric", "in Prometheus", "kind", "unit", "what"], Instruments().OrderBy(one => one.Name, StringComparer.Ordinal).Select(Metric))
        .ToString();

    private static string[] Metric(Instrument instrument)
    {
        var family = new MetricFamily(instrument);
        var unit = instrument.Unit switch { "s" => "second", "By" => "byte", var word => word?.Trim('{', '}') ?? "" };
        return [$"`{instrument.Name}`", $"`{family.Name}`", family.Kind, unit, instrument.Description ?? ""];
    }

    private static List<Instrument> Instruments()
    {
        using var meter = new Meter("ilb");
        var found = new List<Instrument>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter == meter)
                found.Add(instrument);
        };
        listener.Start();
        AgentMetrics.Describe(meter);
        ControlPlaneMetrics.Describe(meter);
        return found;
    }

    private static string Fate(string action) => action switch
    {
        "DELIVER" => "delivered",
        "BACK" => "answered",
        "HOST" => "up the host's own stack",
        "REFUSE" => "refused: RST, or port unreachable",
        "UNREACHABLE" => "refused: host unreachable",
        "PROHIBITED" => "refused: administratively prohibited",
        "SHRINK" => "refused: too big, with the MTU that fits",
        _ => "dropped",
    };
}
