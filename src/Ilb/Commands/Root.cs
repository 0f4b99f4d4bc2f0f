namespace Ilb.Commands;

/// <summary>Some commands enter namespaces and read a folder that only root can.</summary>
internal static class Root
{
    /// <summary>Says so on standard error where the caller is not root.</summary>
    public static bool IsMissing(string command)
    {
        if (Environment.IsPrivilegedProcess)
            return false;
        Console.Error.WriteLine($"'ilb {command}' works on this host's machines, which needs root: run it with sudo.");
        return true;
    }
}
