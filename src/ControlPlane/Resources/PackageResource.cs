using System.Collections.Immutable;
using System.Text.Json;
using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Documents;
using Ilb.ControlPlane.Ownership;
using Ilb.ControlPlane.Packages;
using Ilb.Model.Desired;

namespace Ilb.ControlPlane.Resources;

/// <summary>The packages of a subscription: the door through which they come, as there is no storage service.</summary>
internal sealed class PackageResource(IStateOwner owner, PackageStore packages)
{
    /// <summary>The digests of the packages that are kept.</summary>
    public ApiAnswer List(ApiRequest request) => ApiAnswer.Json(JsonSerializer.Serialize(packages.Of(request.Subscription)));

    /// <summary>The path ends with the SHA-256 of the file: uploading twice is the same as once.</summary>
    public async Task<ApiAnswer> PutAsync(ApiRequest request, CancellationToken cancellation)
    {
        if (!PackageStore.IsDigest(request["package"]))
            throw ApiException.BadRequest($"'{request["package"]}' is no SHA-256 of a file in 64 hex digits.");
        try
        {
            var isNew = await packages.PutAsync(
                request.Subscription, request["package"], request.Content, () => InUse(request), folder => DefinitionFile.Read(folder), cancellation);
            return isNew ? ApiAnswer.Created : ApiAnswer.Done;
        }
        catch (PackageException problem)
        {
            throw ApiException.BadRequest($"The file is no package that ilb can run. {string.Join('\n', problem.Problems)}");
        }
    }

    public void Forget(Guid subscription) => packages.Forget(subscription);

    /// <summary>The package that a PackageUrl names, and what it says of itself.</summary>
    public (string Digest, ServiceDefinition Definition, ImmutableArray<string> Notes) Of(ApiRequest request, string url)
    {
        var path = $"/{request.Subscription:D}/ilb/packages/";
        var digest = url.StartsWith(path, StringComparison.OrdinalIgnoreCase) ? url[path.Length..].ToLowerInvariant() : "";
        if (!PackageStore.IsDigest(digest))
            throw ApiException.BadRequest(
                $"PackageUrl '{url}': ilb has no storage service and fetches nothing from other addresses. Upload the package with "
                + $"PUT {path}SHA-256 and name it by that path; New-AzureDeployment and Set-AzureDeployment do so with a local file.");
        if (!packages.Keep(request.Subscription, digest))
            throw ApiException.NotFound($"PackageUrl '{url}': there is no such package. Upload it with PUT {path}{digest}.");
        var (definition, notes) = DefinitionFile.Read(packages.FolderOf(request.Subscription, digest));
        return (digest, definition, notes);
    }

    private HashSet<string> InUse(ApiRequest request) =>
    [
        .. from service in owner.Current.Subscription(request.Subscription).CloudServices
           from deployment in service.Deployments
           from role in deployment.Package?.Roles ?? []
           select role.Package,
    ];
}
