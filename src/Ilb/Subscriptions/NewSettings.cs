using Ilb.Client;
using Ilb.Commands;
using Ilb.ControlPlane.Identity;

namespace Ilb.Subscriptions;

/// <summary>Publish settings with a key that is made here, for a subscription of the same service.</summary>
/// <param name="file">Must not be there yet: it may have the only key of a subscription.</param>
/// <param name="asking">Says where the service is, and whom to trust.</param>
internal sealed class NewSettings(FileInfo file, AzureSubscription asking) : IDisposable
{
    private readonly Handover _handover = new(DateTimeOffset.UtcNow);

    public string PublicPart => _handover.PublicPart;

    /// <exception cref="SubscriptionException">There is such a file already.</exception>
    public void RefuseToReplace()
    {
        if (file.Exists)
            throw new SubscriptionException($"There is a file {file.FullName} already, which may have the only key of a subscription: name another.");
    }

    /// <exception cref="SubscriptionException">It can't be written.</exception>
    public async Task WriteAsync(string subscription, string name, CancellationToken cancellation)
    {
        try
        {
            // Behind the server's own certificate, where there are several, comes the authority that signed it.
            var text = _handover.Settings(asking.ServiceEndpoint, Guid.Parse(subscription), name, asking.ServerCertificates is [.., var authority] ? authority : null);
            await OwnersFile.WriteAsync(file.FullName, text, mayReplace: false, cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SubscriptionException($"Can't write {file.FullName}: {error.Message}", error);
        }
    }

    public void Dispose() => _handover.Dispose();
}
