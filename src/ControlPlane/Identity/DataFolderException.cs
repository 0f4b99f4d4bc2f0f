namespace Ilb.ControlPlane.Identity;

/// <summary>The data folder can't be used: names the operation, the path and what the system said.</summary>
public sealed class DataFolderException : Exception
{
    public DataFolderException(string operation, string path, Exception inner)
        : base($"Can't {operation} {path}: {inner?.Message}", inner) => (Operation, Path) = (operation, path);

    private DataFolderException(string message, string operation, string path, Exception inner)
        : base(message, inner) => (Operation, Path) = (operation, path);

    public string Operation { get; }

    public string Path { get; }

    /// <summary>Whether another process has it.</summary>
    public bool IsInUse { get; private init; }

    public static DataFolderException InUse(string path, Exception inner) =>
        new($"The data folder {path} is in use by another ilb serve.", "lock", path, inner) { IsInUse = true };
}
