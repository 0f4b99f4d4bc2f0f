namespace Ilb.ControlPlane.Identity;

/// <summary>The data folder can't be used: names the operation, the path and what the system said.</summary>
public sealed class DataFolderException(string operation, string path, Exception inner)
    : Exception($"Can't {operation} {path}: {inner?.Message}", inner)
{
    public string Operation { get; } = operation;

    public string Path { get; } = path;
}
