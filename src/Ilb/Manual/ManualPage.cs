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
        foreach (var command in CommandTree.Of(root))
            Describe(page, command.Name, command.Command);
        Surroundings(page);
        return page.ToString();
    }

    private static void Describe(Roff page, string name, Command command)
    {
        page.Subsection(CommandTree.Usage(name, command)).Text($"{command.Description}.");
        foreach (var (word, meaning) in CommandTree.Entries(command))
            page.Entry(word, meaning);
    }

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
