using Ilb.ControlPlane.Api;

namespace Ilb.ControlPlane.Identity;

/// <summary>
/// Who runs this host: the subscription that the management certificate of the data folder opens, whichever comes first in the state.
/// What is the node's and not a tenant's is shown to it alone.
/// </summary>
internal sealed record Operator(Guid Subscription)
{
    public bool Asks(ApiRequest request) => request.Subscription == Subscription;
}
