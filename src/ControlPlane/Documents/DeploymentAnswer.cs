using System.Net;
using Ilb.ControlPlane.Ownership;
using Ilb.Model.Desired;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Documents;

internal static class DeploymentAnswer
{
    public static Wire.Deployment Of(PublishedState state, SubscriptionState subscription, CloudService service, Deployment deployment) => new()
    {
        Name = deployment.Name,
        DeploymentSlot = deployment.Slot.ToString(),
        PrivateId = deployment.Id.ToString("N"),
        Status = deployment.Roles.Any(role => role.Power == Power.Started) ? "Running" : "Suspended",
        Label = Wire.XmlDocuments.EncodeLabel(deployment.Label),
        Url = HostedServiceAnswer.DnsName(service),
        Configuration = Wire.XmlDocuments.EncodeLabel(deployment.Package?.Configuration ?? Configuration(service, deployment)),
        RoleInstanceList =
            [.. deployment.Roles.Select(role => RoleInstanceAnswer.Of(deployment, role, subscription.VirtualNetwork(deployment.VirtualNetwork)?.Ipv6, state.Seen(subscription, service, deployment, role)))],
        UpgradeDomainCount = 1,
        RoleList = [.. deployment.Roles.DistinctBy(role => role.Program?.Role ?? role.Name).Select(role => RoleAnswer.Of(deployment, role))],
        SdkVersion = "",
        InputEndpointList = deployment.Package is null ? null : [.. PackageEndpoints(deployment)],
        Locked = false,
        RollbackAllowed = false,
        VirtualNetworkName = deployment.VirtualNetwork,
        CreatedTime = deployment.Created,
        LastModifiedTime = deployment.Modified,
        ExtendedProperties = [],
        VirtualIPs = [.. deployment.LoadBalancers.Select(balancer => VirtualIP(balancer, balancer.Address)), .. Ipv6Vips(subscription, deployment), .. PublicVip(service, deployment)],
        InternalDnsSuffix = HostedServiceAnswer.DnsSuffix(service),
        LoadBalancers = [.. deployment.LoadBalancers.Select(LoadBalancer)],
        VirtualNetworkId = subscription.VirtualNetwork(deployment.VirtualNetwork)?.Id.ToString("D"),
    };

    /// <summary>What the roles of a package listen on, each role once.</summary>
    private static IEnumerable<Wire.RoleEndpoint> PackageEndpoints(Deployment deployment) =>
        from role in deployment.Roles.DistinctBy(role => role.Program?.Role)
        from endpoint in role.Endpoints
        select new Wire.RoleEndpoint { RoleName = role.Program?.Role, Vip = RoleAnswer.VipOf(deployment, endpoint), Port = endpoint.PublicPort };

    /// <summary>Clients look for a dynamic address under the balancer's name here; a static one they read from the balancer.</summary>
    private static Wire.VirtualIP VirtualIP(InternalLoadBalancer balancer, IPAddress address) => new()
    {
        Address = address.ToString(),
        IsDnsProgrammed = false,
        Name = balancer.Name,
    };

    /// <summary>Behind all others: clients take the first of a name.</summary>
    private static IEnumerable<Wire.VirtualIP> Ipv6Vips(SubscriptionState subscription, Deployment deployment) =>
        subscription.VirtualNetwork(deployment.VirtualNetwork)?.Ipv6 is { } ipv6
            ? deployment.LoadBalancers.Select(balancer => VirtualIP(balancer, ipv6.Embed(balancer.Address)))
            : [];

    /// <summary>Named as the classic service named it, and the last: clients take the first of a name.</summary>
    private static Wire.VirtualIP[] PublicVip(CloudService service, Deployment deployment) => deployment.PublicVip is { } vip
        ? [new Wire.VirtualIP { Address = vip.ToString(), IsDnsProgrammed = false, Name = $"{service.Name}ContractContract" }]
        : [];

    private static Wire.LoadBalancer LoadBalancer(InternalLoadBalancer balancer) => new()
    {
        Name = balancer.Name,
        FrontendIpConfiguration = new Wire.FrontendIpConfiguration
        {
            Type = "Private",
            SubnetName = balancer.Subnet,
            StaticVirtualNetworkIPAddress = balancer.AddressIsStatic ? balancer.Address.ToString() : null,
        },
        AllowLoopback = balancer.AllowsLoopback ? true : null,
    };

    /// <summary>What a package would have said of such machines.</summary>
    private static string Configuration(CloudService service, Deployment deployment) =>
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>" + Wire.XmlDocuments.ToText(new Wire.Packages.ServiceConfiguration
        {
            ServiceName = service.Name,
            Roles = [.. deployment.Roles.Select(role => new Wire.Packages.RoleConfiguration { Name = role.Name, Instances = new() { Count = 1 } })],
        });
}
