using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;

namespace Ilb.Demo;

/// <summary>A network namespace that stands for the Internet: the uplink of a sample's installation. Its script finds it in ILB_OUTSIDE.</summary>
internal sealed class OutsideNamespace : IDisposable
{
    private const string Variable = "ILB_OUTSIDE";

    private readonly NetworkNamespace _namespace;

    /// <param name="host">Path of the namespace that stands for the host.</param>
    public OutsideNamespace(string host)
    {
        _namespace = NetworkNamespace.Create(host + "-outside");
        using var routes = _namespace.Run(RouteSocket.Open);
        routes.SetUp("lo");
        Environment.SetEnvironmentVariable(Variable, Path);
    }

    public string Path => _namespace.Path;

    public void Dispose()
    {
        _namespace.Dispose();
        NetworkNamespace.Delete(Path);
    }
}
