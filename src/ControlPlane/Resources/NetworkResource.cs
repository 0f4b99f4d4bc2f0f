using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Documents;
using Ilb.ControlPlane.Ownership;
using Ilb.Model.Commands;
using Ilb.Model.Rules;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Resources;

internal sealed class NetworkResource(IStateOwner owner, Changes changes)
{
    /// <summary>The configuration as it was put; 404 before the first time, which clients take as an empty one.</summary>
    public ApiAnswer GetConfiguration(ApiRequest request) =>
        owner.Current.Subscription(request.Subscription).Network is { } network
            ? ApiAnswer.Xml(network.Xml)
            : throw ApiException.NotFound("The subscription has no network configuration.");

    public Task<ApiAnswer> PutConfigurationAsync(ApiRequest request, CancellationToken cancellation) => changes.BeginAsync(
        request,
        new PutNetworkConfiguration(request.Subscription, NetworkConfigurationRequests.Of(request)),
        "Set network configuration",
        "network configuration");

    public ApiAnswer List(ApiRequest request) =>
        ApiAnswer.Xml(NetworkAnswer.Of(owner.Current.Subscription(request.Subscription)));

    public ApiAnswer CheckAddress(ApiRequest request)
    {
        var subscription = owner.Current.Subscription(request.Subscription);
        var answer = AddressAvailability.Check(subscription, request["network"], request.RequiredQuery("address"));
        if (answer.Problem is { } problem)
            throw ApiException.BadRequest(problem.Message);
        return ApiAnswer.Xml(new Wire.AddressAvailability
        {
            IsAvailable = answer.IsAvailable,
            AvailableAddresses = [.. answer.Suggestions.Select(address => address.ToString())],
        });
    }
}
