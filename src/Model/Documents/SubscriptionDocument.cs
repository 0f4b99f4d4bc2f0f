using System.Collections.Immutable;
using Ilb.Model.Desired;

namespace Ilb.Model.Documents;

/// <summary>A subscription without what has documents of its own.</summary>
/// <param name="CloudServices">Names, in the order in which they were made.</param>
internal sealed record SubscriptionDocument(
    Guid Id,
    string Name,
    ImmutableArray<ManagementCertificate> Certificates,
    ImmutableArray<AffinityGroup> AffinityGroups,
    ImmutableArray<string> CloudServices);
