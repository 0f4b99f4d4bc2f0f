using System.Net;
using Ilb.Model.Addressing;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>Where the machines of a deployment get their addresses while a command is judged.</summary>
/// <param name="Network">Null: the private network of the cloud service.</param>
internal sealed record Place(CloudService Service, VirtualNetwork? Network, AddressPlan Plan)
{
    public static Place Of(SubscriptionState subscription, CloudService service, VirtualNetwork? network) =>
        new(service, network, AddressPlan.Of(subscription, network, service));

    public static Place Of(SubscriptionState subscription, CloudService service, Deployment deployment) =>
        Of(subscription, service, subscription.VirtualNetwork(deployment.VirtualNetwork));

    /// <summary>The one subnet of a private network; its name is in messages only.</summary>
    public Subnet Private => new($"private network of {Service.Name}", PrivateNetwork.Of(Service));

    /// <summary>The subnet whose prefix holds an address.</summary>
    public Subnet? SubnetOf(IPAddress address) => Network?.Subnets.FirstOrDefault(s => s.Prefix.Contains(address));
}
