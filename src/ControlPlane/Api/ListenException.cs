using System.Net;

namespace Ilb.ControlPlane.Api;

/// <summary>The management service can't listen where it was told to.</summary>
public sealed class ListenException(IPEndPoint endpoint, string reason, Exception inner)
    : Exception($"Can't listen on {endpoint}: {reason}.", inner)
{
    public IPEndPoint Endpoint { get; } = endpoint;
}
