using System;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Ilb.Contracts;

namespace Ilb.Client;

public sealed partial class ServiceManagementClient
{
    /// <summary>Uploads a package; what PackageUrl names it by. A package that is there already costs only the way.</summary>
    /// <param name="package">A stream that can be read twice.</param>
    /// <param name="cancel">Ends waiting.</param>
    public async Task<string> UploadPackageAsync(Stream package, CancellationToken cancel = default)
    {
        var path = $"ilb/packages/{DigestOf(package)}";
        package.Position = 0;
        using var content = new StreamContent(package);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        using var answer = await SendAsync(_uploads, HttpMethod.Put, path, content, cancel).ConfigureAwait(false);
        return $"/{Subscription.SubscriptionId}/{path}";
    }

    public Task<string> CreateDeploymentAsync(string service, string slot, CreatePackageDeployment deployment, CancellationToken cancel = default) =>
        PostAsync(Slot(service, slot), deployment, cancel);

    public Task<string> ConfigureDeploymentAsync(string service, string slot, ChangeConfiguration change, CancellationToken cancel = default) =>
        PostAsync(Slot(service, slot) + "/?comp=config", change, cancel);

    public Task<string> UpgradeDeploymentAsync(string service, string slot, UpgradeDeployment upgrade, CancellationToken cancel = default) =>
        PostAsync(Slot(service, slot) + "/?comp=upgrade", upgrade, cancel);

    public Task<string> SetDeploymentStatusAsync(string service, string slot, UpdateDeploymentStatus status, CancellationToken cancel = default) =>
        PostAsync(Slot(service, slot) + "/?comp=status", status, cancel);

    /// <summary>Deletes the deployment of a slot, whatever its name.</summary>
    public Task<string> DeleteSlotAsync(string service, string slot, CancellationToken cancel = default) => DeleteAsync(Slot(service, slot), cancel);

    private static string Slot(string service, string slot) => $"{Service(service)}/deploymentslots/{Escape(slot)}";

    private static string DigestOf(Stream package)
    {
        package.Position = 0;
        using var hash = SHA256.Create();
        return BitConverter.ToString(hash.ComputeHash(package)).Replace("-", "").ToLowerInvariant();
    }
}
