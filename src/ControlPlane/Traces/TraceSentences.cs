using System.Globalization;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;

namespace Ilb.ControlPlane.Traces;

/// <summary>A trace in words, a step at a time, in the order in which the program takes them; pure.</summary>
internal static class TraceSentences
{
    public static IReadOnlyList<TraceStep> Of(TraceAnswer answer, TraceNames names) =>
    [
        .. new TraceStep?[]
        {
            new("port", $"{names.Machine.FullName}'s interface, port {names.Machine.Port} of {names.Network}; source address {answer.Source.Address} is its own"),
            new("flow", Flow(answer, names)),
            Route(answer, names),
            Access(answer, names),
            Table(answer, names),
            Rewrite(answer, names),
            new("end", End(answer, names)),
        }.OfType<TraceStep>(),
    ];

    public static string Outcome(TraceAnswer answer) => answer.Action switch
    {
        "DELIVER" => "delivered",
        "BACK" or "HOST" => "answered",
        "DROP" => "dropped",
        _ => "refused",
    };

    private static string Flow(TraceAnswer answer, TraceNames names)
    {
        if (answer.Flow is not { } flow)
            return $"none from {answer.Source} to {answer.Destination}";
        var found = names.Flow is { } line
            ? $"{line.State}, idle {line.IdleSeconds} of {line.IdleTimeoutSeconds} s: {flow.Client} to {flow.Called}, {(line.IsDirect ? "directly" : line.Set)}, which {line.Backend} has"
            : $"{flow.Client} to {flow.Called}, whose backend is gone";
        return found + (answer.IsInOverflow ? ", beside its full bucket" : "") + (answer.OpensFlow || answer.Table is not null ? Left(names) : "");
    }

    /// <summary>Why the flow that there is does not decide.</summary>
    private static string Left(TraceNames names) => names.State switch
    {
        null => "; this is a new one",
        BackendState.Up => "; a new one takes its place",
        BackendState.Down => "; its probe fails, so this is a new one",
        BackendState.Draining => "; it drains, so this is a new one",
        _ => "; it has drained, so this is a new one",
    };

    private static TraceStep? Route(TraceAnswer answer, TraceNames names)
    {
        var peer = answer.IsInPeer ? $" in {names.Destination}, which {names.Network} is joined to" : "";
        var address = answer.Destination.Address;
        return (answer.Route, names.Holder) switch
        {
            (null, _) when answer.Verdict == "way_out" => new("route", $"{address} is outside {names.Network} and what it is joined to"),
            (null, _) => null,
            ("vip", { } vip) => new("route", $"{address} is {vip}{peer}; {Served(answer, names)}"),
            (_, { } holder) => new("route", $"{address} is {holder}{peer}"),
            ("network", _) => new("route", $"{address} is in {names.Destination}{(answer.IsInPeer ? $", which {names.Network} is joined to" : "")}, and nobody has it"),
            _ => new("route", $"{address} is of a network beyond {names.Destination}"),
        };
    }

    private static string Served(TraceAnswer answer, TraceNames names) =>
        names.Set is { } set ? $"port {answer.Destination.Port} is of {set.Name}{(answer.Verdict == "own_set" ? $", which {names.Machine.FullName} is a member of" : "")}" : $"it has no endpoint at port {answer.Destination.Port}";

    private static TraceStep? Access(TraceAnswer answer, TraceNames names)
    {
        if (answer.Rule is not { } asked)
            return names.Set is { Acl: null } && IsBalanced(answer) ? new("access", "everybody may call it") : null;
        var rule = TraceNames.Access(asked, names.Set);
        var verb = asked.Permits ? "permits" : "denies";
        return new("access", rule.Order is { } order ? $"rule {order} {verb} {rule.RemoteSubnet ?? "it"}" : $"no rule of the list names {answer.Source.Address}, which {verb} it");
    }

    private static bool IsBalanced(TraceAnswer answer) => answer.Table is not null || answer.Verdict is "no_backend" or "no_backend_silent";

    private static TraceStep? Table(TraceAnswer answer, TraceNames names) => answer switch
    {
        { Table: { } table } => new("table", string.Create(CultureInfo.InvariantCulture, $"place {table.Place:N0} of {table.Size:N0} → {names.Backend ?? "nobody"}")),
        { Verdict: "no_backend" } => new("table", "it has none: no backend takes new connections now"),
        _ => null,
    };

    private static TraceStep? Rewrite(TraceAnswer answer, TraceNames names)
    {
        if (names.Arrival is null)
            return null;
        var changes = new[] { Change("", answer.Destination, answer.NewDestination), Change("source ", answer.Source, answer.NewSource) }.OfType<string>().ToList();
        return new("rewrite", changes.Count == 0 ? "none: it arrives as it was sent" : string.Join(", ", changes));
    }

    private static string? Change(string what, System.Net.IPEndPoint sent, System.Net.IPEndPoint arrives) =>
        sent.Equals(arrives) ? null : $"{what}{sent} → {arrives}";

    private static string End(TraceAnswer answer, TraceNames names)
    {
        var opened = answer.OpensFlow ? $"; it would be a new flow{(answer.Evicts ? ", in the place of one that nobody answered" : "")}" : "";
        var what = names.Arrival is { } arrival ? $"delivered to {arrival}" : Outcome(answer);
        return $"{what} ({answer.Verdict}: {answer.Meaning}){opened}";
    }
}
