using System.Net;

namespace Ilb.Model.Snapshots;

/// <summary>The private address of an internal load balancer. It answers ping for its whole network.</summary>
public sealed record VipEntry(uint Network, IPAddress Address, string CloudService, string LoadBalancer);
