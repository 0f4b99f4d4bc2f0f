using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>
/// The probe of a set. Interval and timeout are 5 s (the least that the clients of the time name) to an hour; defaults are those
/// of the service, 15 s and 31 s.
/// </summary>
internal static class ProbeRules
{
    private const int LeastSeconds = 5;
    private const int MostSeconds = 3600;
    private const int DefaultIntervalSeconds = 15;
    private const int DefaultTimeoutSeconds = 31;

    /// <param name="set">The probe as it is; kept when no request has one.</param>
    public static Probe? Resolve(Change change, Agreement said, Probe? set, int? localPort)
    {
        if (!said.HasProbe)
            return set;

        var path = $"{said.Path}/LoadBalancerProbe";
        var protocol = Protocol(change, said, set, path);
        var probePath = Path(change, said, set, protocol, path);
        var port = said.Value("LoadBalancerProbe/Port", r => r.Probe?.Port) ?? set?.Port ?? localPort ?? 0;
        if (port is < 1 or > 65535)
            change.Bad(ProblemCode.ProbePortOutOfRange, $"{path}/Port", $"Ports must be in the range of 1 - 65535, not {port}.");

        var interval = said.Value("LoadBalancerProbe/IntervalInSeconds", r => r.Probe?.IntervalSeconds) ?? set?.IntervalSeconds ?? DefaultIntervalSeconds;
        CheckSeconds(change, interval, ProblemCode.ProbeIntervalOutOfRange, $"{path}/IntervalInSeconds", "interval");
        var timeout = said.Value("LoadBalancerProbe/TimeoutInSeconds", r => r.Probe?.TimeoutSeconds) ?? set?.TimeoutSeconds
            ?? Math.Max(interval, DefaultTimeoutSeconds);
        CheckSeconds(change, timeout, ProblemCode.ProbeTimeoutOutOfRange, $"{path}/TimeoutInSeconds", "timeout");
        return new Probe(protocol, port, probePath, interval, timeout);
    }

    private static ProbeProtocol Protocol(Change change, Agreement said, Probe? set, string path)
    {
        switch (said.Text("LoadBalancerProbe/Protocol", r => r.Probe?.Protocol)?.ToUpperInvariant())
        {
            case null:
                return set?.Protocol ?? ProbeProtocol.Tcp;
            case "TCP":
                return ProbeProtocol.Tcp;
            case "HTTP":
                return ProbeProtocol.Http;
            case var other:
                change.Bad(ProblemCode.ProbeProtocolUnknown, $"{path}/Protocol", $"'{other}' is no protocol of a probe: tcp or http.");
                return default;
        }
    }

    private static string? Path(Change change, Agreement said, Probe? set, ProbeProtocol protocol, string path)
    {
        var given = said.Text("LoadBalancerProbe/Path", r => r.Probe?.Path, StringComparison.Ordinal);
        if (protocol == ProbeProtocol.Tcp)
        {
            if (given is not null)
                change.Bad(ProblemCode.ProbePathInvalid, $"{path}/Path", $"ProbePath not valid with tcp: leave '{given}' out, or probe http.");
            return null;
        }

        given ??= set?.Path ?? "/";
        // It becomes the request line of a GET: no room for a second line or word.
        if (given[0] != '/' || given.Any(c => c <= ' ' || c > '~'))
            change.Bad(ProblemCode.ProbePathInvalid, $"{path}/Path", $"'{given}' must begin with / and have no spaces, as /health.");
        return given;
    }

    private static void CheckSeconds(Change change, int seconds, ProblemCode code, string path, string what)
    {
        if (seconds is < LeastSeconds or > MostSeconds)
            change.Bad(code, path, $"The probe {what} is {LeastSeconds} to {MostSeconds} seconds, not {seconds}.");
    }
}
