using Ilb.ControlPlane.Audit;
using Ilb.ControlPlane.Identity;
using Ilb.ControlPlane.Ownership;
using Ilb.ControlPlane.Packages;
using Ilb.ControlPlane.Plans;
using Ilb.ControlPlane.Resources;
using Ilb.Model.Commands;

namespace Ilb.ControlPlane.Api;

/// <summary>Every route of the service, in the order in which they are tried.</summary>
internal static class Routes
{
    /// <summary>Of the state in force: its resources, who may change it and who did, and plans.</summary>
    public static RouteTable Table(IStateOwner owner, Catalogue catalogue, PackageResource packages, Operator who, PlanBook book, AuditLog log)
    {
        var plans = new PlanResource(owner, book);
        var audit = new AuditResource(log);
        var changes = new Changes(owner);
        var certificates = new CertificateResource(owner, changes);
        var tenants = new TenantResource(owner, changes, packages, who);
        return new RouteTable(
        [
            .. Table(owner, catalogue, packages, who).Routes,
            new("GET", "certificates", certificates.List),
            new("POST", "certificates", certificates.AddAsync),
            new("GET", "certificates/{thumbprint}", certificates.Get),
            new("DELETE", "certificates/{thumbprint}", certificates.RemoveAsync),
            new("GET", "ilb/subscriptions", tenants.List),
            new("POST", "ilb/subscriptions", tenants.AddAsync),
            new("DELETE", "ilb/subscriptions/{tenant}", tenants.RemoveAsync),
            new("GET", "ilb/audit", audit.List),
            new("POST", PlanBook.Path, plans.Begin),
            new("GET", PlanBook.Path + "/{plan}", plans.Get),
            new("DELETE", PlanBook.Path + "/{plan}", plans.End),
        ]);
    }

    /// <summary>Of any state.</summary>
    public static RouteTable Table(IStateOwner owner, Catalogue catalogue, PackageResource packages, Operator who)
    {
        var changes = new Changes(owner);
        var subscription = new SubscriptionResource(owner, catalogue);
        var groups = new AffinityGroupResource(owner, changes);
        var networks = new NetworkResource(owner, changes);
        var gateways = new GatewayResource(owner, changes);
        var connections = new ConnectionResource(owner, changes);
        var operations = new OperationResource(owner);
        var services = new CloudServiceResource(owner, changes);
        var deployments = new DeploymentResource(owner, changes);
        var packaged = new PackagedDeploymentResource(owner, changes, packages);
        var roles = new RoleResource(owner, changes);
        var balancers = new LoadBalancerResource(changes);
        var images = new ImageResource(catalogue);
        var status = new StatusResource(owner, who);
        var flows = new FlowResource(owner);
        var traces = new TraceResource(owner);
        var drains = new DrainResource(owner, changes);
        var attachments = new AttachmentResource(owner, changes, who);
        const string service = "services/hostedservices/{service}";
        const string gateway = "services/networking/{network}/gateway";
        const string connection = gateway + "/connection/{site}";
        const string deployment = service + "/deployments/{deployment}";
        return new RouteTable(
        [
            new("GET", "", subscription.Get),
            new("GET", "locations", subscription.Locations),
            new("GET", "rolesizes", SubscriptionResource.RoleSizes),
            new("PUT", "services?action=register", SubscriptionResource.Register),
            new("PUT", "services?action=unregister", SubscriptionResource.Register),
            new("GET", "operations", operations.List),
            new("GET", "operations/{operation}", operations.Get),

            new("GET", "affinitygroups", groups.List),
            new("POST", "affinitygroups", groups.CreateAsync),
            new("GET", "affinitygroups/{group}", groups.Get),
            new("PUT", "affinitygroups/{group}", groups.UpdateAsync),
            new("DELETE", "affinitygroups/{group}", groups.DeleteAsync),

            new("GET", "services/networking/media", networks.GetConfiguration),
            new("PUT", "services/networking/media", networks.PutConfigurationAsync),
            new("GET", "services/networking/virtualnetwork", networks.List),
            new("GET", "services/networking/reservedips", SubscriptionResource.Empty("ReservedIPs")),
            new("GET", "services/networking/{network}?op=checkavailability", networks.CheckAddress),

            new("GET", gateway, gateways.Get),
            new("POST", gateway, gateways.CreateAsync),
            new("PATCH", gateway, gateways.UpdateAsync),
            new("DELETE", gateway, gateways.DeleteAsync),
            new("GET", gateway + "/connections", connections.List),
            new("PUT", connection, connections.UpdateAsync),
            new("GET", connection + "/sharedkey", connections.GetKey),
            new("POST", connection + "/sharedkey", connections.SetKeyAsync),
            new("PUT", connection + "/sharedkey", connections.ResetKeyAsync),
            new("GET", connection + "/ipsecparameters", connections.GetIpsec),
            new("PATCH", connection + "/ipsecparameters", connections.SetIpsecAsync),
            new("GET", "services/networking/operation/{operation}", operations.GetOfGateway),

            new("GET", "services/images", images.List),
            new("GET", "services/images/{image}", images.Get),
            new("GET", "services/vmimages", SubscriptionResource.Empty("VMImages")),
            new("GET", "services/disks", SubscriptionResource.Empty("Disks")),
            new("GET", "services/storageservices", SubscriptionResource.Empty("StorageServices")),
            new("GET", "services/storageservices/{account}", SubscriptionResource.StorageAccount),

            new("GET", "services/hostedservices", services.List),
            new("POST", "services/hostedservices", services.CreateAsync),
            new("GET", "services/hostedservices/operations/isavailable/{service}", services.IsAvailable),
            new("GET", service, services.Get),
            new("PUT", service, services.UpdateAsync),
            new("GET", service + "/certificates", services.Certificates),
            new("DELETE", service + "?comp=media", services.DeleteAllAsync),
            new("DELETE", service, services.DeleteAsync),

            new("POST", service + "/deployments", deployments.CreateAsync),
            new("GET", service + "/deploymentslots/{slot}", deployments.GetBySlot),
            new("DELETE", service + "/deploymentslots/{slot}?comp=media", deployments.DeleteBySlotAsync),
            new("DELETE", service + "/deploymentslots/{slot}", deployments.DeleteBySlotAsync),
            new("POST", service + "/deploymentslots/{slot}?comp=config", packaged.ConfigureBySlotAsync),
            new("POST", service + "/deploymentslots/{slot}?comp=upgrade", packaged.UpgradeBySlotAsync),
            new("POST", service + "/deploymentslots/{slot}?comp=status", packaged.SetStatusBySlotAsync),
            new("POST", service + "/deploymentslots/{slot}", packaged.CreateAsync),
            new("GET", deployment, deployments.GetByName),
            new("DELETE", deployment + "?comp=media", deployments.DeleteByNameAsync),
            new("DELETE", deployment, deployments.DeleteByNameAsync),
            new("POST", deployment + "?comp=UpdateLbSet", deployments.UpdateSetsAsync),
            new("POST", deployment + "?comp=config", packaged.ConfigureByNameAsync),
            new("POST", deployment + "?comp=upgrade", packaged.UpgradeByNameAsync),
            new("POST", deployment + "?comp=status", packaged.SetStatusByNameAsync),

            new("POST", deployment + "/roles", roles.AddAsync),
            new("POST", deployment + "/roles/operations", roles.OperateSeveralAsync),
            new("GET", deployment + "/roles/{role}", roles.Get),
            new("PUT", deployment + "/roles/{role}", roles.UpdateAsync),
            new("DELETE", deployment + "/roles/{role}?comp=media", roles.DeleteAsync),
            new("DELETE", deployment + "/roles/{role}", roles.DeleteAsync),
            new("POST", deployment + "/roleinstances/{role}/operations", roles.OperateOneAsync),
            new("POST", deployment + "/roleinstances/{role}?comp=reboot", roles.RebootByNameAsync),
            new("POST", service + "/deploymentslots/{slot}/roleinstances/{role}?comp=reboot", roles.RebootBySlotAsync),

            new("POST", deployment + "/loadbalancers", balancers.AddAsync),
            new("PUT", deployment + "/loadbalancers/{balancer}", balancers.SetAsync),
            new("DELETE", deployment + "/loadbalancers/{balancer}", balancers.RemoveAsync),

            new("GET", "ilb/packages", packages.List),
            new("PUT", "ilb/packages/{package}", packages.PutAsync) { Streams = PackageLimits.MostBytes },
            new("GET", "ilb/status", status.Get),
            new("GET", "ilb/machines", status.Machines),
            new("GET", "ilb/flows", flows.List),
            new("GET", "ilb/trace", traces.Get),
            new("POST", "ilb/attachments", attachments.AttachAsync),
            new("DELETE", "ilb/attachments", attachments.DetachAsync),
            new("GET", "ilb/drains", drains.List),
            new("POST", "ilb/drains", drains.BeginAsync),
            new("DELETE", "ilb/drains", drains.EndAsync),
        ]);
    }
}
