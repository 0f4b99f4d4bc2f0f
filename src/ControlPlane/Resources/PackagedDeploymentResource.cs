using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Documents;
using Ilb.ControlPlane.Ownership;
using Ilb.Model.Commands;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Resources;

/// <summary>Deployments of packages; reading and deleting them is as with machines.</summary>
internal sealed class PackagedDeploymentResource(IStateOwner owner, Changes changes, PackageResource packages)
{
    public Task<ApiAnswer> CreateAsync(ApiRequest request, CancellationToken cancellation)
    {
        var document = RequestDocument.Read<Wire.CreatePackageDeployment>(request);
        var (configuration, said) = ConfigurationRequests.Of(document.Configuration);
        var (digest, definition, unused) = packages.Of(request, document.PackageUrl ?? "");
        var command = new CreatePackageDeployment(
            request.Subscription, request["service"], document.Name, request["slot"], document.Label, digest, definition, configuration,
            document.StartDeployment ?? false);
        return BeginAsync(request, command, "Create deployment", document.Name, [.. unused, .. said], document.TreatWarningsAsError);
    }

    public Task<ApiAnswer> ConfigureBySlotAsync(ApiRequest request, CancellationToken cancellation) => ConfigureAsync(request, NameAt(request));

    public Task<ApiAnswer> ConfigureByNameAsync(ApiRequest request, CancellationToken cancellation) => ConfigureAsync(request, request["deployment"]);

    public Task<ApiAnswer> UpgradeBySlotAsync(ApiRequest request, CancellationToken cancellation) => UpgradeAsync(request, NameAt(request));

    public Task<ApiAnswer> UpgradeByNameAsync(ApiRequest request, CancellationToken cancellation) => UpgradeAsync(request, request["deployment"]);

    public Task<ApiAnswer> SetStatusBySlotAsync(ApiRequest request, CancellationToken cancellation) => SetStatusAsync(request, NameAt(request));

    public Task<ApiAnswer> SetStatusByNameAsync(ApiRequest request, CancellationToken cancellation) => SetStatusAsync(request, request["deployment"]);

    private string NameAt(ApiRequest request) => new Lookup(owner.Current, request).DeploymentBySlot().Name;

    private Task<ApiAnswer> ConfigureAsync(ApiRequest request, string deployment)
    {
        var document = RequestDocument.Read<Wire.ChangeConfiguration>(request);
        var (configuration, said) = ConfigurationRequests.Of(document.Configuration);
        var command = new ConfigureDeployment(request.Subscription, request["service"], deployment, configuration);
        return BeginAsync(request, command, "Change deployment configuration", deployment, said, document.TreatWarningsAsError);
    }

    private Task<ApiAnswer> UpgradeAsync(ApiRequest request, string deployment)
    {
        var document = RequestDocument.Read<Wire.UpgradeDeployment>(request);
        var (configuration, said) = ConfigurationRequests.Of(document.Configuration);
        var (digest, definition, unused) = packages.Of(request, document.PackageUrl ?? "");
        var command = new UpgradeDeployment(
            request.Subscription, request["service"], deployment, digest, definition, configuration, document.Label,
            string.IsNullOrEmpty(document.RoleToUpgrade) ? null : document.RoleToUpgrade);
        // There is one upgrade domain, so every mode comes to the same.
        return BeginAsync(request, command, "Upgrade deployment", deployment, [.. unused, .. said], false);
    }

    private Task<ApiAnswer> SetStatusAsync(ApiRequest request, string deployment)
    {
        var document = RequestDocument.Read<Wire.UpdateDeploymentStatus>(request);
        var command = new SetDeploymentStatus(request.Subscription, request["service"], deployment, document.Status);
        return BeginAsync(request, command, "Update deployment status", deployment, [], false);
    }

    private Task<ApiAnswer> BeginAsync(
        ApiRequest request, Command command, string kind, string? deployment, IReadOnlyList<string> notes, bool? notesAreErrors) =>
        notesAreErrors is true && notes.Count > 0
            ? throw ApiException.BadRequest(string.Join('\n', notes))
            : changes.BeginAsync(request, command, kind, $"{request["service"]}/{deployment}", notes);
}
