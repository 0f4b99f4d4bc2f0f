using System.Globalization;
using Ilb.ControlPlane.Api;
using Ilb.Model.Snapshots;

namespace Ilb.ControlPlane.Documents;

/// <summary>The body of POST ilb/attachments: a machine, and just one thing of the host.</summary>
/// <param name="Namespace">The path of a network namespace.</param>
/// <param name="Process">The number of a process.</param>
/// <param name="Container">The id of a container.</param>
/// <param name="ThisHost">The namespace that `ilb serve` runs in.</param>
/// <param name="Interface">The name of a tap, or of the host's side of a veth pair.</param>
/// <param name="Mac">Of an interface: the Ethernet address of who is behind it.</param>
internal sealed record AttachmentRequest(
    string? Machine, string? Namespace = null, int? Process = null, string? Container = null, bool ThisHost = false, string? Interface = null, string? Mac = null)
{
    public static AttachmentRequest Of(ApiRequest request) => JsonBody.Read<AttachmentRequest>(request, "attachment", """{"machine":"web1","namespace":"/run/netns/web"}""");

    public Binding Binding => Things.ToList() is [var one]
        ? one
        : throw ApiException.BadRequest("A machine is attached to just one thing: namespace, process, container, interface or thisHost.");

    private IEnumerable<Binding> Things
    {
        get
        {
            if (Namespace is not null)
                yield return new Binding(BindingKind.Namespace, Namespace);
            if (Process is { } process)
                yield return new Binding(BindingKind.Process, process.ToString(CultureInfo.InvariantCulture));
            if (Container is not null)
                yield return new Binding(BindingKind.Container, Container);
            if (Interface is not null)
                yield return new Binding(BindingKind.Interface, Interface) { Mac = Mac?.ToLowerInvariant() };
            if (ThisHost)
                yield return new Binding(BindingKind.Host, "");
        }
    }
}
