using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using Ilb.ControlPlane;
using Ilb.Serving;

namespace Ilb.Commands;

/// <summary>`ilb serve`: control plane and agent in one process.</summary>
internal static class ServeCommand
{
    /// <summary>The port that OpenTelemetry's exporters for Prometheus listen on.</summary>
    private static readonly IPEndPoint UsualMetrics = new(IPAddress.Loopback, 9464);

    public static Command Create()
    {
        var data = Shared.Data();
        var listen = Shared.Listen();
        var names = new Option<string[]>("--name")
        {
            Description = "A name or address that clients reach the service by, beside the address it listens on: its certificate has it, and the first is in "
                + "the publish settings where it listens on more than the loopback",
            HelpName = "NAME|ADDRESS",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
            CustomParser = Names,
        };
        var drain = new Option<double>("--drain")
        {
            Description = "How long the flows of a machine may take to end after its operator stopped it",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => 10,
            CustomParser = result => Tokens.Parse(
                result,
                "a number of seconds, 0 to 3600,",
                (string text, out double seconds) =>
                    double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out seconds) && seconds is >= 0 and <= 3600),
        };
        var uplink = new Option<string?>("--uplink")
        {
            Description = "Where public endpoints can be reached from: a network namespace (a path, or a name of `ip netns`) or an interface, "
                + "which is ilb's alone then and must not be the one you log in through; without it they can't be reached",
            HelpName = "NAME",
        };
        var metrics = new Option<IPEndPoint?>("--metrics")
        {
            Description = "Answer Prometheus at http://ADDRESS:PORT/metrics, at 127.0.0.1:9464 where no address is given; in plain text, for whoever can reach it. "
                + "Without the option nothing listens. OTEL_EXPORTER_OTLP_ENDPOINT in the environment sends the same to an OpenTelemetry collector",
            HelpName = "ADDRESS:PORT",
            Arity = ArgumentArity.ZeroOrOne,
            CustomParser = result => result.Tokens.Count == 0 ? UsualMetrics : Tokens.Endpoint(result, "--metrics 127.0.0.1:9464"),
        };
        var usual = new ServiceLimits();
        var connections = Number(
            "--max-connections", usual.Connections, 16, 1_000_000, "Connections to the API that may be open, of everybody; a quarter of them from one address. One too many is reset");
        var rate = Number(
            "--max-rate", usual.RequestsPerSecond, 1, 100_000, "Requests a second that the API takes from one certificate, or one address without a valid one, on average; what is too many gets TooManyRequests");
        var body = Number("--max-body", usual.BodyBytes, 1 << 16, 1 << 26, "Bytes of the largest request to the API; packages are files and have a limit of their own");
        var exclusive = new Option<bool>("--exclusive")
        {
            Description = "Refuse a change of a cloud service with ConflictError while another operation on it goes on, as Azure did; without the option the later one wins",
        };
        var stopMachines = new Option<bool>("--stop-machines") { Description = "Stop all machines when SIGTERM or Ctrl-C ends it" };
        var verbose = new Option<bool>("--verbose", "-v") { Description = "Log what is done, not only what goes wrong" };
        var command = new Command("serve", "Run the service management API, the machines and the data plane on this host")
        {
            data, listen, names, drain, uplink, metrics, connections, rate, body, exclusive, stopMachines, verbose,
        };
        command.SetAction((result, cancellation) => Server.RunAsync(
            new ServerOptions(
                result.GetRequiredValue(data),
                result.GetRequiredValue(listen),
                TimeSpan.FromSeconds(result.GetValue(drain)),
                result.GetValue(stopMachines),
                result.GetValue(verbose))
            {
                Names = result.GetRequiredValue(names),
                Uplink = result.GetValue(uplink),
                Metrics = result.GetValue(metrics),
                IsExclusive = result.GetValue(exclusive),
                Limits = new ServiceLimits
                {
                    Connections = result.GetValue(connections),
                    RequestsPerSecond = result.GetValue(rate),
                    BodyBytes = result.GetValue(body),
                },
            },
            cancellation));
        return command;
    }

    private static Option<int> Number(string name, int usual, int least, int most, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => usual,
        CustomParser = result => Tokens.Parse(
            result,
            string.Create(CultureInfo.InvariantCulture, $"a number from {least:N0} to {most:N0}"),
            (string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most),
    };

    private static string[] Names(ArgumentResult result)
    {
        var names = result.Tokens.Select(token => token.Value).ToArray();
        foreach (var wrong in names.Where(name => Uri.CheckHostName(name) is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6)))
            result.AddError($"--name {wrong}: a name such as ilb.example.net, or an address, is needed.");
        return names;
    }
}
