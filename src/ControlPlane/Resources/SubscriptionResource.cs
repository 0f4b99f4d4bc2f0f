using System.Xml.Linq;
using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Configuration;
using Ilb.ControlPlane.Documents;
using Ilb.ControlPlane.Ownership;
using Ilb.Model.Commands;
using Ilb.Model.Rules;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Resources;

/// <summary>The subscription itself and what it may choose from.</summary>
internal sealed class SubscriptionResource(IStateOwner owner, Catalogue catalogue)
{
    private static readonly XNamespace Classic = "http://schemas.microsoft.com/windowsazure";

    /// <summary>Limits where ilb has one, and what there is of what clients count.</summary>
    public ApiAnswer Get(ApiRequest request)
    {
        var subscription = owner.Current.Subscription(request.Subscription);
        return ApiAnswer.Xml(new Wire.Subscription
        {
            SubscriptionId = subscription.Id.ToString("D"),
            SubscriptionName = subscription.Name,
            SubscriptionStatus = "Active",
            CurrentCoreCount = subscription.CloudServices.SelectMany(service => service.Deployments).SelectMany(deployment => deployment.Roles).Sum(role => InstanceSize.CoresOf(role.Size)),
            CurrentHostedServices = subscription.CloudServices.Length,
            MaxVirtualNetworkSites = NetworkLimits.VirtualNetworks,
            CurrentVirtualNetworkSites = subscription.Network?.VirtualNetworks.Length ?? 0,
            CurrentLocalNetworkSites = subscription.Network?.LocalNetworkSites.Length ?? 0,
            CurrentDnsServers = subscription.Network?.DnsServers.Length ?? 0,
        });
    }

    public ApiAnswer Locations(ApiRequest request) => ApiAnswer.Xml(LocationAnswer.Of(catalogue.Locations));

    public static ApiAnswer RoleSizes(ApiRequest request) => ApiAnswer.Xml(new XElement(
        Classic + "RoleSizes",
        InstanceSize.All.Select(size => new XElement(
            Classic + "RoleSize",
            new XElement(Classic + "Name", size.Name),
            new XElement(Classic + "Label", size.ToString()),
            new XElement(Classic + "Cores", size.Cores),
            new XElement(Classic + "MemoryInMb", size.MemoryMb),
            new XElement(Classic + "SupportedByWebWorkerRoles", true),
            new XElement(Classic + "SupportedByVirtualMachines", true),
            new XElement(Classic + "MaxDataDiskCount", size.DataDisks)))).ToString(SaveOptions.DisableFormatting));

    /// <summary>Clients register for resource kinds before they use them; here every kind is.</summary>
    public static ApiAnswer Register(ApiRequest request) => ApiAnswer.Done;

    /// <summary>A list that has to be there for clients that look, and is always empty.</summary>
    public static Func<ApiRequest, ApiAnswer> Empty(string list)
    {
        var answer = ApiAnswer.Xml(new XElement(Classic + list).ToString());
        return _ => answer;
    }

    public static ApiAnswer StorageAccount(ApiRequest request) =>
        throw ApiException.NotFound($"The storage account '{request["account"]}' was not found: ilb keeps no storage accounts.");
}
