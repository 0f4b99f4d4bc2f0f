using System.Collections.Immutable;
using System.Text.Json;
using Ilb.Model.Desired;
using Ilb.Model.Rules;

namespace Ilb.Model.Documents;

/// <summary>
/// Desired state ⇄ the documents of the store, so that a change writes little: one per subscription, one per network
/// configuration, one per cloud service, one for the allocations. The revision is the store's own column.
/// </summary>
public static class DesiredDocuments
{
    private const string AllocationsKey = "allocations";

    public static ImmutableArray<StoredDocument> Split(DesiredState state) => Changes(DesiredState.Empty, state);

    /// <summary>What to write so that the documents of <paramref name="before"/> become those of <paramref name="after"/>.</summary>
    public static ImmutableArray<StoredDocument> Changes(DesiredState before, DesiredState after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var old = Parts(before).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
        var changes = ImmutableArray.CreateBuilder<StoredDocument>();
        foreach (var (key, value) in Parts(after))
        {
            // Parts that did not change are shared by reference: most are never written to compare.
            var known = old.Remove(key, out var was);
            if (known && ReferenceEquals(was, value))
                continue;
            var json = DocumentJson.Write(value);
            if (!known || DocumentJson.Write(was) != json)
                changes.Add(new StoredDocument(key, json));
        }

        changes.AddRange(old.Keys.Order(StringComparer.Ordinal).Select(gone => new StoredDocument(gone, null)));
        return changes.ToImmutable();
    }

    /// <summary>The state whose documents these are, in any order.</summary>
    /// <exception cref="FormatException">A document is missing or not readable; names its key.</exception>
    public static DesiredState Join(long revision, IEnumerable<StoredDocument> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        var json = documents.Where(d => d.Json is not null).ToDictionary(d => d.Key, d => d.Json!, StringComparer.Ordinal);
        var subscriptions = json.Keys.Where(IsSubscription).Order(StringComparer.Ordinal).Select(key => Subscription(json, key));
        var allocations = json.ContainsKey(AllocationsKey) ? Read<Allocations>(json, AllocationsKey) : Allocations.Empty;
        // What an earlier version knew no slots for gets them now.
        return Allocator.Assign(new DesiredState(revision, [.. subscriptions], Ordinal(allocations)));
    }

    private static IEnumerable<KeyValuePair<string, object>> Parts(DesiredState state)
    {
        foreach (var subscription in state.Subscriptions)
        {
            yield return new(SubscriptionKey(subscription.Id), new SubscriptionDocument(
                subscription.Id, subscription.Name, subscription.Certificates, subscription.AffinityGroups,
                [.. subscription.CloudServices.Select(s => s.Name)]));
            if (subscription.Network is { } network)
                yield return new(NetworkKey(subscription.Id), network);
            foreach (var service in subscription.CloudServices)
                yield return new(ServiceKey(subscription.Id, service.Name), service);
        }

        yield return new(AllocationsKey, state.Allocations);
    }

    private static SubscriptionState Subscription(Dictionary<string, string> json, string key)
    {
        var document = Read<SubscriptionDocument>(json, key);
        var network = NetworkKey(document.Id);
        return new SubscriptionState(
            document.Id, document.Name, document.Certificates, document.AffinityGroups,
            json.ContainsKey(network) ? Read<NetworkConfiguration>(json, network) : null,
            [.. document.CloudServices.Select(name => Read<CloudService>(json, ServiceKey(document.Id, name)))]);
    }

    private static T Read<T>(Dictionary<string, string> json, string key)
        where T : class
    {
        if (!json.TryGetValue(key, out var text))
            throw new FormatException($"The document '{key}' is missing.");
        try
        {
            return DocumentJson.Read<T>(text);
        }
        catch (Exception e) when (e is JsonException or FormatException or NotSupportedException)
        {
            throw new FormatException($"The document '{key}' is not readable: {e.Message}", e);
        }
    }

    // Reading JSON gives dictionaries of the culture's comparer; keys here are ordinal.
    private static Allocations Ordinal(Allocations read) => new(
        Ordinal(read.Networks), Ordinal(read.Ports), Ordinal(read.Frontends), Ordinal(read.Backends),
        Ordinal(read.Acls ?? SlotTable.Empty),
        read.TableSizes.WithComparers(StringComparer.Ordinal));

    private static SlotTable Ordinal(SlotTable table) => table with { Used = table.Used.WithComparers(StringComparer.Ordinal) };

    private static bool IsSubscription(string key) => key.Split('/') is ["subscriptions", _];

    private static string SubscriptionKey(Guid id) => $"subscriptions/{id:N}";

    private static string NetworkKey(Guid id) => $"subscriptions/{id:N}/network-configuration";

    private static string ServiceKey(Guid id, string name) => $"subscriptions/{id:N}/services/{name.ToLowerInvariant()}";
}
