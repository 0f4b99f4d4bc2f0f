using Ilb.Agent.Machines;
using Ilb.Datapath;
using Ilb.Datapath.Namespaces;

namespace Ilb.Agent;

/// <summary>
/// ilb's namespace on this node and the loaded programs, before an agent works with them. The kernel looks through the programs for a second or two:
/// time in which a control plane can read its state.
/// </summary>
public sealed class NodePrograms : IDisposable
{
    private NodePrograms(SwitchNamespace inside, KernelState kernel) => (Inside, Kernel) = (inside, kernel);

    internal SwitchNamespace Inside { get; }

    internal KernelState Kernel { get; }

    /// <summary>To be called by whoever holds the data folder. Machines and traffic of an earlier run go on meanwhile.</summary>
    /// <exception cref="KernelException">Not root, or a kernel that can't.</exception>
    /// <exception cref="NamespaceException">Network namespaces can't be made here.</exception>
    public static NodePrograms Load(Installation installation, KernelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(installation);
        installation.NoteDataDirectory();
        var inside = SwitchNamespace.Ensure(installation);
        try
        {
            return new NodePrograms(inside, KernelState.Open(installation.PinDirectory, options));
        }
        catch
        {
            inside.Dispose();
            throw;
        }
    }

    /// <summary>Lets go; what is pinned stays.</summary>
    public void Dispose()
    {
        Kernel.Dispose();
        Inside.Dispose();
    }
}
