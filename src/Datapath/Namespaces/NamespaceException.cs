using System.Runtime.InteropServices;

namespace Ilb.Datapath.Namespaces;

/// <summary>A network namespace could not be made, entered, pinned or removed.</summary>
public sealed class NamespaceException(string operation, string path, int error)
    : Exception($"{operation} network namespace {path}: {Marshal.GetPInvokeErrorMessage(error)}")
{
    public string Operation { get; } = operation;

    public string Path { get; } = path;

    /// <summary>An errno, positive.</summary>
    public int Error { get; } = error;
}
