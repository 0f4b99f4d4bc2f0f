using Ilb.Declarations.Forms;

namespace Ilb.Declarations.Entries;

/// <summary>How the health of an endpoint is judged.</summary>
public sealed class Probe
{
    public string? Protocol { get; set; }

    public int? Port { get; set; }

    public string? Path { get; set; }

    public int? IntervalInSeconds { get; set; }

    public int? TimeoutInSeconds { get; set; }

    internal static readonly Form<Probe> Form = new Form<Probe>("How the health of an endpoint is judged")
        .Value(d => d.Protocol, Words.OneOf("tcp", "http"), "A connection, or a GET request", usual: "tcp")
        .Value(d => d.Port, Words.Number(1, 65535), "The port on the machine; the local port where it is left out", kept: true)
        .Value(d => d.Path, Words.Text, "What an http probe asks for, such as /health; / where it is left out")
        .Value(d => d.IntervalInSeconds, Words.Number(5, 3600), "How often", usual: 15)
        .Value(d => d.TimeoutInSeconds, Words.Number(5, 3600), "A machine is down that fails for so long; 31, or the interval where that is longer");

    public override string ToString() => FormattableString.Invariant($"{Protocol} :{Port}{Path} every {IntervalInSeconds} s, timeout {TimeoutInSeconds} s");
}
