using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Ilb.Client;

public sealed partial class ServiceManagementClient
{
    private const string Attachments = "ilb/attachments";

    /// <summary>Attaches a machine to something of its host; done when its port leads there. For the operator of the host.</summary>
    public Task<string> AttachAsync(AttachmentRequest request, CancellationToken cancel = default) =>
        ChangeAsync(HttpMethod.Post, Attachments, Json(request), cancel);

    /// <summary>Frees what a machine is attached to; done when it is as it was found.</summary>
    /// <param name="machine">"web1" where that is unique, else "MyWebsite1/web1".</param>
    /// <param name="cancel">Ends waiting.</param>
    public Task<string> DetachAsync(string machine, CancellationToken cancel = default) =>
        DeleteAsync($"{Attachments}?machine={Escape(machine)}", cancel);
}
