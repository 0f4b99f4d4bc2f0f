using System.CommandLine;
using System.Net;

namespace Ilb.Commands;

/// <summary>The options that several commands take, with one meaning.</summary>
internal static class Shared
{
    public static Option<DirectoryInfo> Data() => new("--data")
    {
        Description = "The data folder of the installation (environment: ILB_DATA)",
        HelpName = "DIR",
        DefaultValueFactory = _ => new DirectoryInfo(Environment.GetEnvironmentVariable("ILB_DATA") is { Length: > 0 } d ? d : "/var/lib/ilb"),
    };

    public static Option<IPEndPoint> Listen() => new("--listen")
    {
        Description = "Where the service management API listens",
        HelpName = "ADDRESS:PORT",
        DefaultValueFactory = _ => new IPEndPoint(IPAddress.Loopback, 8443),
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (IPEndPoint.TryParse(text, out var endpoint) && endpoint.Port > 0)
                return endpoint;
            result.AddError($"'{text}' is not ADDRESS:PORT; for example --listen 127.0.0.1:8443.");
            return null;
        },
    };

    public static Option<FileInfo?> PublishSettings() => new("--publish-settings")
    {
        Description = "The publish settings file (environment: ILB_PUBLISHSETTINGS; else DIR/ilb.publishsettings)",
        HelpName = "FILE",
    };

    public static Option<OutputFormat> Output()
    {
        var output = new Option<OutputFormat>("--output", "-o")
        {
            Description = "table for people, json for programs",
            HelpName = "table|json",
            DefaultValueFactory = _ => OutputFormat.Table,
        };
        output.CompletionSources.Clear();
        output.CompletionSources.Add("table", "json");
        return output;
    }

    /// <summary>The publish settings file: the option, else the environment, else the data folder's.</summary>
    public static string PublishSettingsPath(FileInfo? option, DirectoryInfo data) =>
        option?.FullName
        ?? (Environment.GetEnvironmentVariable("ILB_PUBLISHSETTINGS") is { Length: > 0 } path
            ? path
            : Path.Combine(data.FullName, "ilb.publishsettings"));
}
