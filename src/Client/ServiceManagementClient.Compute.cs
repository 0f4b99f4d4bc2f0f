using System.Threading;
using System.Threading.Tasks;
using Ilb.Contracts;

namespace Ilb.Client;

public sealed partial class ServiceManagementClient
{
    private const string Services = "services/hostedservices";

    public Task<HostedServiceList> GetServicesAsync(CancellationToken cancel = default) => GetAsync<HostedServiceList>(Services, cancel);

    /// <param name="service">Name of the cloud service.</param>
    /// <param name="detail">With its deployments.</param>
    /// <param name="cancel">Ends waiting.</param>
    public Task<HostedService> GetServiceAsync(string service, bool detail = false, CancellationToken cancel = default) =>
        GetAsync<HostedService>(Service(service) + (detail ? "?embed-detail=true" : ""), cancel);

    public Task<string> CreateServiceAsync(CreateHostedService service, CancellationToken cancel = default) => PostAsync(Services, service, cancel);

    public Task<string> UpdateServiceAsync(string service, UpdateHostedService change, CancellationToken cancel = default) => PutAsync(Service(service), change, cancel);

    public Task<string> DeleteServiceAsync(string service, CancellationToken cancel = default) => DeleteAsync(Service(service), cancel);

    /// <summary>In one operation the cloud service and the deployments of both its slots.</summary>
    public Task<string> DeleteServiceAndDeploymentsAsync(string service, CancellationToken cancel = default) =>
        DeleteAsync(Service(service) + "?comp=media", cancel);

    /// <param name="service">Name of the cloud service.</param>
    /// <param name="slot">Production or Staging.</param>
    /// <param name="cancel">Ends waiting.</param>
    public Task<Deployment> GetDeploymentAsync(string service, string slot = "Production", CancellationToken cancel = default) =>
        GetAsync<Deployment>($"{Service(service)}/deploymentslots/{Escape(slot)}", cancel);

    public Task<string> CreateDeploymentAsync(string service, Deployment deployment, CancellationToken cancel = default) =>
        PostAsync(Service(service) + "/deployments", deployment, cancel);

    public Task<string> DeleteDeploymentAsync(string service, string deployment, CancellationToken cancel = default) =>
        DeleteAsync(Deployment(service, deployment), cancel);

    public Task<Role> GetRoleAsync(string service, string deployment, string role, CancellationToken cancel = default) =>
        GetAsync<Role>(Role(service, deployment, role), cancel);

    public Task<string> AddRoleAsync(string service, string deployment, Role role, CancellationToken cancel = default) =>
        PostAsync(Deployment(service, deployment) + "/roles", role, cancel);

    public Task<string> UpdateRoleAsync(string service, string deployment, Role role, CancellationToken cancel = default) =>
        PutAsync(Role(service, deployment, role.RoleName!), role, cancel);

    /// <param name="service">Name of the cloud service.</param>
    /// <param name="deployment">Name of the deployment.</param>
    /// <param name="role">Name of the machine.</param>
    /// <param name="media">Its disks too.</param>
    /// <param name="cancel">Ends waiting.</param>
    public Task<string> DeleteRoleAsync(string service, string deployment, string role, bool media = false, CancellationToken cancel = default) =>
        DeleteAsync(Role(service, deployment, role) + (media ? "?comp=media" : ""), cancel);

    public Task<string> OperateRoleAsync(string service, string deployment, string role, RoleOperation operation, CancellationToken cancel = default) =>
        PostAsync($"{Deployment(service, deployment)}/roleinstances/{Escape(role)}/Operations", operation, cancel);

    public Task<string> OperateRolesAsync(string service, string deployment, RolesOperation operation, CancellationToken cancel = default) =>
        PostAsync(Deployment(service, deployment) + "/Roles/Operations", operation, cancel);

    public Task<string> AddLoadBalancerAsync(string service, string deployment, LoadBalancer loadBalancer, CancellationToken cancel = default) =>
        PostAsync(Deployment(service, deployment) + "/loadbalancers", loadBalancer, cancel);

    public Task<string> UpdateLoadBalancerAsync(string service, string deployment, LoadBalancer loadBalancer, CancellationToken cancel = default) =>
        PutAsync($"{Deployment(service, deployment)}/loadbalancers/{Escape(loadBalancer.Name!)}", loadBalancer, cancel);

    public Task<string> DeleteLoadBalancerAsync(string service, string deployment, string loadBalancer, CancellationToken cancel = default) =>
        DeleteAsync($"{Deployment(service, deployment)}/loadbalancers/{Escape(loadBalancer)}", cancel);

    /// <summary>Changes load-balanced sets on every machine of the deployment.</summary>
    public Task<string> UpdateLoadBalancedSetAsync(string service, string deployment, LoadBalancedEndpointList sets, CancellationToken cancel = default) =>
        PostAsync(Deployment(service, deployment) + "?comp=UpdateLbSet", sets, cancel);

    private static string Service(string service) => $"{Services}/{Escape(service)}";

    private static string Deployment(string service, string deployment) => $"{Service(service)}/deployments/{Escape(deployment)}";

    private static string Role(string service, string deployment, string role) => $"{Deployment(service, deployment)}/roles/{Escape(role)}";
}
