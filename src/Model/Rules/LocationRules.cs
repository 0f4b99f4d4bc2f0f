using Ilb.Model.Commands;

namespace Ilb.Model.Rules;

/// <summary>Where things may be: exactly one of a location of the catalogue and an affinity group of the subscription.</summary>
internal static class LocationRules
{
    /// <summary>The location and affinity group as they are written where they were defined.</summary>
    public static (string? Location, string? AffinityGroup) Place(Change change, string? location, string? group, string path)
    {
        if (string.IsNullOrEmpty(location) && string.IsNullOrEmpty(group))
            change.Bad(ProblemCode.LocationMissing, $"{path}/Location", $"A Location or an AffinityGroup is needed. {Offer(change)}");
        else if (!string.IsNullOrEmpty(location) && !string.IsNullOrEmpty(group))
            change.Bad(ProblemCode.LocationAndAffinityGroup, $"{path}/AffinityGroup",
                $"Either Location or AffinityGroup, not both: '{location}' and '{group}' are given.");

        return (
            string.IsNullOrEmpty(location) ? null : Location(change, location, $"{path}/Location"),
            string.IsNullOrEmpty(group) ? null : AffinityGroup(change, group, $"{path}/AffinityGroup"));
    }

    public static string? Location(Change change, string? location, string path)
    {
        var known = change.Context.Catalogue.Location(location);
        if (string.IsNullOrEmpty(location))
            change.Bad(ProblemCode.LocationMissing, path, $"A Location is needed. {Offer(change)}");
        else if (known is null)
            change.Bad(ProblemCode.LocationUnknown, path, $"The location '{location}' does not exist. {Offer(change)}");
        return known;
    }

    /// <summary>The location something is in, directly or by its affinity group.</summary>
    public static string? LocationOf(Change change, string? location, string? group) =>
        location ?? change.Subscription.AffinityGroup(group)?.Location;

    private static string? AffinityGroup(Change change, string group, string path)
    {
        var known = change.Subscription.AffinityGroup(group);
        if (known is null)
            change.Bad(ProblemCode.AffinityGroupUnknown, path,
                $"The affinity group does not exist. '{group}' is none of: {Sentences.List(change.Subscription.AffinityGroups.Select(g => g.Name))}.");
        return known?.Name;
    }

    private static string Offer(Change change) =>
        $"Locations: {Sentences.List(change.Context.Catalogue.Locations)}; Get-AzureLocation lists them.";
}
