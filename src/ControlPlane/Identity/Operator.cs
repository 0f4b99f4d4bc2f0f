using Ilb.ControlPlane.Api;

namespace Ilb.ControlPlane.Identity;

/// <summary>
/// Who runs this host: the subscription that the first start made, by its name, which no other can have. Whose certificates open it does not tell: a
/// tenant may add any certificate, also the operator's, to a subscription of its own.
/// What is the node's and not a tenant's is shown to it alone.
/// </summary>
internal sealed record Operator(Guid Subscription)
{
    public bool Asks(ApiRequest request) => request.Subscription == Subscription;
}
