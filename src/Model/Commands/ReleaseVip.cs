using System.Net;

namespace Ilb.Model.Commands;

/// <summary>The control plane's own: an internal load balancer no longer needs an address that it had before.</summary>
public sealed record ReleaseVip(Guid Subscription, string CloudService, string Deployment, string Name, IPAddress Address)
    : DeploymentCommand(Subscription, CloudService, Deployment);
