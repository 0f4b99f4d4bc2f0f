using System.CommandLine;

namespace Ilb.Manual;

/// <summary>A manual page (man(7)) that says what `--help` of every command says.</summary>
internal static class ManualPage
{
    public static string Of(Command root)
    {
        var page = new Roff();
        page.Title("ILB", 1, $"ilb {typeof(ManualPage).Assembly.GetName().Version!.ToString(3)}");
        page.Section("NAME").Text("ilb - internal load balancing for private networks");
        page.Section("SYNOPSIS").Text("ilb COMMAND [OPTIONS]");
        page.Section("DESCRIPTION").Text(
            "A private virtual IP in front of a set of machines, reachable only inside their virtual network, balanced in the kernel, probed, "
            + "and driven by the PowerShell cmdlets of 2014 or the classic service management API.");
        page.Section("COMMANDS");
        foreach (var command in Shown(root, "ilb"))
            Describe(page, command.Name, command.Command);
        Surroundings(page);
        return page.ToString();
    }

    /// <summary>Depth first, in the order of the help.</summary>
    private static IEnumerable<(string Name, Command Command)> Shown(Command parent, string name)
    {
        foreach (var command in parent.Subcommands.Where(command => !command.Hidden))
        {
            var whole = $"{name} {command.Name}";
            if (command.Subcommands.Count == 0)
                yield return (whole, command);
            foreach (var below in Shown(command, whole))
                yield return below;
        }
    }

    private static void Describe(Roff page, string name, Command command)
    {
        var arguments = command.Arguments.Where(argument => !argument.Hidden).ToList();
        page.Subsection(string.Join(' ', [name, .. arguments.Select(Shown)])).Text($"{command.Description}.");
        foreach (var argument in arguments.Where(argument => argument.Description is { Length: > 0 }))
            page.Entry(argument.Name, argument.Description!);
        foreach (var option in command.Options.Where(option => !option.Hidden && option is not System.CommandLine.Help.HelpOption))
            page.Entry(string.Join(", ", [option.Name, .. option.Aliases]) + Value(option), option.Description ?? "");
    }

    private static string Shown(Argument argument)
    {
        var several = argument.Arity.MaximumNumberOfValues > 1 ? "..." : "";
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{argument.Name}{several}]" : argument.Name + several;
    }

    private static string Value(Option option) => option.HelpName switch
    {
        null => "",
        var name when option.Arity.MinimumNumberOfValues == 0 => $" [{name}]",
        var name => $" {name}",
    };

    private static void Surroundings(Roff page)
    {
        page.Section("ENVIRONMENT");
        page.Entry("ILB_DATA", "The data folder, where --data is not given.");
        page.Entry("ILB_PUBLISHSETTINGS", "The publish settings file, where --publish-settings is not given.");
        page.Section("FILES");
        page.Entry("/etc/ilb/serve.conf", "What the service ilb.service is started with.");
        page.Entry("/var/lib/ilb", "The usual data folder: the stored state, keys, logs of machines, and images.json, which names what machines may run.");
        page.Entry("/usr/lib/ilb/samples", "The announcement's scenarios as scripts, for ilb demo and ilb shell.");
        page.Section("SEE ALSO").Text("systemctl(1), journalctl(1), nsenter(1)");
    }
}
