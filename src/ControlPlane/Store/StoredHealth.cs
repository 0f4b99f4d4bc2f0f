using System.Collections.Immutable;
using System.Text.Json;
using Ilb.Model.Projection;
using Ilb.Model.Snapshots;

namespace Ilb.ControlPlane.Store;

/// <summary>Judged health as text. What is draining is not kept: a restart ends drains by stopping the machines.</summary>
/// <param name="Up">Backends that were up.</param>
/// <param name="LastGood">See <see cref="EffectiveHealth.LastGood"/>.</param>
internal sealed record StoredHealth(Slot[] Up, Slot[]? LastGood)
{
    public static string Write(EffectiveHealth health)
    {
        ArgumentNullException.ThrowIfNull(health);
        var up = health.Backends.Where(backend => backend.Value == BackendState.Up).Select(backend => backend.Key);
        return JsonSerializer.Serialize(new StoredHealth([.. up], [.. health.LastGood]), StoredJson.Options);
    }

    public static EffectiveHealth Read(string text)
    {
        var stored = IsOfEarlierVersion(text)
            ? new StoredHealth(JsonSerializer.Deserialize<Slot[]>(text, StoredJson.Options) ?? [], null)
            : JsonSerializer.Deserialize<StoredHealth>(text, StoredJson.Options) ?? new StoredHealth([], null);
        return EffectiveHealth.Unknown with
        {
            Backends = stored.Up.ToImmutableDictionary(slot => slot, _ => BackendState.Up),
            LastGood = [.. stored.LastGood ?? []],
        };
    }

    /// <summary>It wrote nothing but what was up.</summary>
    private static bool IsOfEarlierVersion(string text) => text.StartsWith('[');
}
