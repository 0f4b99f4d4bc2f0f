using System.Globalization;
using System.Text.Json;
using Ilb.Client;
using Ilb.Commands;
using Ilb.ControlPlane.Status;
using DrainLine = Ilb.ControlPlane.Status.DrainLine;

namespace Ilb.Drains;

/// <summary>What `ilb drain` does and says: one line for each machine, and again whenever the number of its connections changed.</summary>
internal sealed class Draining(TextWriter output, bool isJson)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5);

    private readonly Dictionary<(string Machine, string? Set), string> _said = [];

    public async Task<int> ShowAsync(ServiceManagementClient client, CancellationToken cancellation)
    {
        var lines = await LinesAsync(client, _ => true, cancellation);
        if (lines.Count == 0 && !isJson)
            await output.WriteLineAsync("no machine is taken out");
        await SayAsync(lines);
        return 0;
    }

    public async Task<int> BeginAsync(ServiceManagementClient client, DrainRequest request, bool waits, CancellationToken cancellation)
    {
        await Service.DoneAsync(client, await client.BeginDrainAsync(request, cancellation), cancellation);
        bool IsMeant(DrainLine line) => IsOf(line, request);
        var lines = await LinesAsync(client, IsMeant, cancellation);
        var taken = lines.Count;
        await SayAsync(lines);
        while (waits && lines.Any(line => line.State == DrainLine.Draining))
        {
            await Task.Delay(Interval, cancellation);
            lines = await LinesAsync(client, IsMeant, cancellation);
            await SayAsync(lines);
        }

        if (waits && lines.Count < taken)
        {
            await Console.Error.WriteLineAsync("ilb drain: somebody took a machine in again meanwhile; it gets new connections.");
            return 1;
        }

        return waits && lines.Any(line => line.State == DrainLine.Overdue) ? 1 : 0;
    }

    public async Task<int> EndAsync(ServiceManagementClient client, IReadOnlyList<string> machines, string? set, CancellationToken cancellation)
    {
        await Service.DoneAsync(client, await client.EndDrainAsync(machines, set, cancellation), cancellation);
        if (isJson)
            await SayAsync(await LinesAsync(client, _ => true, cancellation));
        else
            await output.WriteLineAsync($"{string.Join(", ", machines)}: taken in again{(set is null ? "" : $" to {set}")}");
        return 0;
    }

    private static async Task<IReadOnlyList<DrainLine>> LinesAsync(
        ServiceManagementClient client, Func<DrainLine, bool> isMeant, CancellationToken cancellation) =>
        [.. JsonSerializer.Deserialize<List<DrainLine>>(await client.GetJsonAsync("drains", cancellation), JsonSerializerOptions.Web)!.Where(isMeant)];

    private static bool IsOf(DrainLine line, DrainRequest request) =>
        request.Machines.Any(name => Is(line.Machine, name) || Is(ShortName(line.Machine), name))
        && (request.Set is null ? line.Set is null : Is(line.Set ?? "", ShortName(request.Set)));

    private static bool Is(string name, string wanted) => name.Equals(wanted, StringComparison.OrdinalIgnoreCase);

    private static string ShortName(string name) => name[(name.LastIndexOf('/') + 1)..];

    private async Task SayAsync(IReadOnlyList<DrainLine> lines)
    {
        if (isJson)
        {
            var text = JsonSerializer.Serialize(lines, JsonSerializerOptions.Web);
            if (IsNews(("", null), text))
                await output.WriteLineAsync(text);
            return;
        }

        foreach (var line in lines.Where(line => IsNews((line.Machine, line.Set), Sentence(line))))
            await output.WriteLineAsync(Sentence(line));
    }

    private bool IsNews((string Machine, string? Set) of, string sentence)
    {
        if (_said.GetValueOrDefault(of) == sentence)
            return false;
        _said[of] = sentence;
        return true;
    }

    private static string Sentence(DrainLine line) => $"{line.Machine}{(line.Set is null ? "" : $" of {line.Set}")} is {line.State}: {Left(line)}{Until(line)}";

    private static string Left(DrainLine line) => line.Flows switch
    {
        null => "nobody tells how many connections are left",
        0 => "no connection is left",
        1 => "1 connection is left",
        var flows => string.Create(CultureInfo.InvariantCulture, $"{flows} connections are left"),
    };

    private static string Until(DrainLine line) => line switch
    {
        { State: DrainLine.Drained } or { Terms.Deadline: null } => "",
        { State: DrainLine.Overdue } => " and go on, as the deadline is over",
        { Terms: { Deadline: { } deadline, AtEnd: var end } } => $", until {deadline.ToLocalTime():HH:mm:ss}, then they {(end == "reset" ? "are reset" : "go on")}",
    };
}
