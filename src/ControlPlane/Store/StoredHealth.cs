using System.Collections.Immutable;
using System.Text.Json;
using Ilb.Model.Projection;
using Ilb.Model.Snapshots;

namespace Ilb.ControlPlane.Store;

/// <summary>Judged health as text. What is draining is not kept: a restart ends drains by stopping the machines.</summary>
internal static class StoredHealth
{
    public static string Write(EffectiveHealth health)
    {
        ArgumentNullException.ThrowIfNull(health);
        var up = health.Backends.Where(backend => backend.Value == BackendState.Up).Select(backend => backend.Key);
        return JsonSerializer.Serialize(up, StoredJson.Options);
    }

    public static EffectiveHealth Read(string text)
    {
        var up = JsonSerializer.Deserialize<Slot[]>(text, StoredJson.Options) ?? [];
        return EffectiveHealth.Unknown with { Backends = up.ToImmutableDictionary(slot => slot, _ => BackendState.Up) };
    }
}
