namespace Ilb.Commands;

/// <summary>Which publish settings file a command connects with.</summary>
internal static class SettingsFile
{
    /// <summary>The option, else the environment, else the data folder's.</summary>
    public static string Path(FileInfo? option, DirectoryInfo data) =>
        option?.FullName
        ?? (Environment.GetEnvironmentVariable("ILB_PUBLISHSETTINGS") is { Length: > 0 } path
            ? path
            : System.IO.Path.Combine(data.FullName, "ilb.publishsettings"));

    /// <summary>The path, or null after saying on standard error that it would be in a folder that is not there.</summary>
    public static string? Find(string command, FileInfo? option, DirectoryInfo data)
    {
        var path = Path(option, data);
        if (System.IO.Path.GetDirectoryName(path) != data.FullName || data.Exists)
            return path;
        Console.Error.WriteLine($"ilb {command}: {NoDataFolder(data)}");
        return null;
    }

    public static string NoDataFolder(DirectoryInfo data) => $"There is no data folder {data.FullName}: `ilb serve` makes it; where it is elsewhere, give --data or ILB_DATA.";
}
