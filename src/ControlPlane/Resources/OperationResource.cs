using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Documents;
using Ilb.ControlPlane.Operations;
using Ilb.ControlPlane.Ownership;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Resources;

internal sealed class OperationResource(IStateOwner owner)
{
    /// <summary>Always 200, also when the operation failed. One of another subscription does not exist.</summary>
    public ApiAnswer Get(ApiRequest request) => ApiAnswer.Xml(OperationAnswer.Of(Find(request)));

    /// <summary>Those of the last 24 hours that are kept.</summary>
    public ApiAnswer List(ApiRequest request) =>
        ApiAnswer.Xml(new OperationListRequest(request).PageOf(owner.Current.Operations.Values));

    /// <summary>The same at the address and in the words of gateways.</summary>
    public ApiAnswer GetOfGateway(ApiRequest request) => ApiAnswer.Xml(GatewayAnswer.Of(Find(request)));

    private OperationRecord Find(ApiRequest request) =>
        Guid.TryParse(request["operation"], out var id)
        && owner.Current.Operations.TryGetValue(id.ToString("N"), out var operation)
        && operation.Subscription == request.Subscription
            ? operation
            : throw ApiException.NotFound($"The operation '{request["operation"]}' does not exist; operations are kept for 24 hours, the newest {OperationBook.Most:N0} of a subscription.");
}
