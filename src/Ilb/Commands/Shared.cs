using System.CommandLine;
using System.Net;

namespace Ilb.Commands;

/// <summary>The options that several commands take, with one meaning.</summary>
internal static class Shared
{
    public static Option<string[]> EmptySets() => new("--empty-set")
    {
        Description = "A load-balanced set that may be left with fewer members than its minimumHealthyMembers",
        HelpName = "SET",
        DefaultValueFactory = _ => [],
    };

    /// <summary>The variable that names the data folder where the option does not.</summary>
    public const string DataVariable = "ILB_DATA";

    public static Option<DirectoryInfo> Data() => new("--data")
    {
        Description = "The data folder of the installation (environment: ILB_DATA)",
        HelpName = "DIR",
        DefaultValueFactory = _ => new DirectoryInfo(Environment.GetEnvironmentVariable(DataVariable) is { Length: > 0 } d ? d : "/var/lib/ilb"),
    };

    public static Option<IPEndPoint> Listen() => new("--listen")
    {
        Description = "Where the service management API listens",
        HelpName = "ADDRESS:PORT",
        DefaultValueFactory = _ => new IPEndPoint(IPAddress.Loopback, 8443),
        CustomParser = result => Tokens.Endpoint(result, "--listen 127.0.0.1:8443"),
    };

    public static Option<FileInfo?> PublishSettings() => new("--publish-settings")
    {
        Description = "The publish settings file (environment: ILB_PUBLISHSETTINGS; else DIR/ilb.publishsettings)",
        HelpName = "FILE",
    };

    public static Option<string?> Script() => new("--command", "-c")
    {
        Description = "A command to run; every user of this host can read it meanwhile",
        HelpName = "COMMAND",
    };

    public static Option<OutputFormat> Output()
    {
        var output = new Option<OutputFormat>("--output", "-o")
        {
            Description = "table for people, json for programs",
            HelpName = "table|json",
            DefaultValueFactory = _ => OutputFormat.Table,
            CustomParser = result => Tokens.Parse<OutputFormat>(result, "table or json", ReadFormat),
        };
        output.CompletionSources.Clear();
        output.CompletionSources.Add("table", "json");
        return output;
    }

    private static bool ReadFormat(string text, out OutputFormat format)
    {
        format = text.Equals("json", StringComparison.OrdinalIgnoreCase) ? OutputFormat.Json : OutputFormat.Table;
        return format == OutputFormat.Json || text.Equals("table", StringComparison.OrdinalIgnoreCase);
    }
}
