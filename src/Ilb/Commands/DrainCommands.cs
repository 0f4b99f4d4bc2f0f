using System.CommandLine;
using System.CommandLine.Completions;
using Ilb.Client;
using Ilb.ControlPlane.Status;
using Ilb.Drains;

namespace Ilb.Commands;

/// <summary>`ilb drain`, `ilb undrain`: machines that are taken out of their sets and in again; from anywhere with publish settings, without root.</summary>
internal static class DrainCommands
{
    public static Command CreateDrain()
    {
        var settings = Shared.PublishSettings();
        var data = Shared.Data();
        var output = Shared.Output();
        var machines = Machines(settings, data, ArgumentArity.ZeroOrMore);
        var set = Set(settings, data);
        var deadline = new Option<TimeSpan?>("--deadline")
        {
            Description = "How long connections may take to end, such as 90s, 5m, 2h or 1d; without it as long as they like",
            HelpName = "TIME",
            CustomParser = result => Tokens.Parse<TimeSpan>(result, "a time such as 90s, 5m, 2h or 1d", Duration.TryParse),
        };
        var atEnd = Choice("--at-end", "What becomes of connections that are left at the deadline", "keep", "reset");
        var udp = Choice("--udp", "Whether UDP flows stay until they fall silent, or move to another machine at once", "keep", "move");
        var emptySets = Shared.EmptySets();
        var wait = new Option<bool>("--wait") { Description = "Tell how many connections are left until none is; exit code 1 when the deadline comes first and they are kept, or a machine is taken in again" };
        var cancel = new Option<bool>("--cancel") { Description = "The same as ilb undrain" };
        var command = new Command("drain", "Take machines out of their sets: no new connections, and those they have may end; without a machine, show which are out")
        {
            machines, set, deadline, atEnd, udp, emptySets, wait, cancel, settings, data, output,
        };
        command.Validators.Add(result =>
        {
            Option[] meant = [set, deadline, atEnd, udp, emptySets, wait, cancel];
            if (result.GetResult(machines) is not { Tokens.Count: > 0 } && meant.FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is { } without)
                result.AddError($"{without.Name} needs a MACHINE; ilb drain alone shows which are out.");
        });
        command.SetAction((result, cancellation) =>
        {
            var work = new Draining(Console.Out, result.GetValue(output) == OutputFormat.Json);
            var names = result.GetValue(machines) ?? [];
            return Service.ChangeAsync("drain", result.GetValue(settings), result.GetRequiredValue(data), client => names.Length == 0
                ? work.ShowAsync(client, cancellation)
                : result.GetValue(cancel)
                ? work.EndAsync(client, names, result.GetValue(set), cancellation)
                : work.BeginAsync(
                    client,
                    new DrainRequest
                    {
                        Machines = [.. names],
                        Set = result.GetValue(set),
                        DeadlineSeconds = result.GetValue(deadline)?.TotalSeconds,
                        AtEnd = result.GetValue(atEnd),
                        Udp = result.GetValue(udp),
                    },
                    result.GetValue(wait),
                    cancellation), result.GetValue(emptySets));
        });
        return command;
    }

    public static Command CreateUndrain()
    {
        var settings = Shared.PublishSettings();
        var data = Shared.Data();
        var output = Shared.Output();
        var machines = Machines(settings, data, ArgumentArity.OneOrMore);
        var set = Set(settings, data);
        var command = new Command("undrain", "Take machines in again: they get new connections as their health allows") { machines, set, settings, data, output };
        command.SetAction((result, cancellation) => Service.ChangeAsync("undrain", result.GetValue(settings), result.GetRequiredValue(data), client =>
            new Draining(Console.Out, result.GetValue(output) == OutputFormat.Json).EndAsync(
                client, result.GetRequiredValue(machines), result.GetValue(set), cancellation)));
        return command;
    }

    private static Argument<string[]> Machines(Option<FileInfo?> settings, Option<DirectoryInfo> data, ArgumentArity arity) => new("MACHINE")
    {
        Description = "web1, or MyWebsite1/web1 where two cloud services have one",
        Arity = arity,
        CompletionSources = { (CompletionContext typed) => Service.Suggest(typed, settings, data, Backends) },
    };

    private static Option<string?> Set(Option<FileInfo?> settings, Option<DirectoryInfo> data) => new("--set")
    {
        Description = "Only this load-balanced set, or endpoint that stands alone; without it everything of the machine",
        HelpName = "SET",
        CompletionSources = { (CompletionContext typed) => Service.Suggest(typed, settings, data, report => report.Vips.SelectMany(vip => vip.Sets).Select(set => set.Name)) },
    };

    private static Option<string> Choice(string name, string description, string usual, string other)
    {
        var option = new Option<string>(name) { Description = description, HelpName = $"{usual}|{other}", DefaultValueFactory = _ => usual };
        option.AcceptOnlyFromAmong(usual, other);
        return option;
    }

    private static IEnumerable<string> Backends(StatusReport report) =>
        report.Vips.SelectMany(vip => vip.Sets).SelectMany(set => set.Backends).Select(backend => backend.Machine).Distinct();
}
