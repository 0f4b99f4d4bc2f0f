using System.Collections.Immutable;
using System.Globalization;
using Ilb.Model.Commands;

namespace Ilb.Model.Rules;

/// <summary>
/// A rule that held when the announcement was made and was lifted as the service developed: it holds for requests of a version up
/// to <paramref name="Until"/>. Here are all of them; everything else is the same for every version.
/// </summary>
/// <param name="Source">Where the announcement says so.</param>
public sealed record VersionedRule(string Source, DateOnly Until)
{
    /// <summary>
    /// An existing deployment takes an internal load balancer only in a regional virtual network; outside of one it is given with
    /// the first deployment of the cloud service, so not with one for the other slot either.
    /// </summary>
    public static VersionedRule ExistingDeploymentNeedsRegionalNetwork { get; } = new("FAQ 1", ApiVersion.Announced);

    /// <summary>An existing endpoint is not attached to an internal load balancer.</summary>
    public static VersionedRule EndpointKeepsItsVip { get; } = new("FAQ 3", ApiVersion.Announced);

    public static ImmutableArray<VersionedRule> All { get; } = [ExistingDeploymentNeedsRegionalNetwork, EndpointKeepsItsVip];

    /// <summary>Which rule it is and how a request gets around it; ends a message.</summary>
    public string WayOut => string.Create(CultureInfo.InvariantCulture,
        $"This rule ({Source} of the announcement) holds for requests of x-ms-version {Until:yyyy-MM-dd} and before; ")
        + string.Create(CultureInfo.InvariantCulture,
        $"'Import-AzurePublishSettingsFile -ApiVersion {Until.AddMonths(1):yyyy-MM-dd}' or ILB_API_VERSION={Until.AddMonths(1):yyyy-MM-dd} lifts it.");

    public bool Holds(DateOnly version) => version <= Until;
}
