using System.Collections.Immutable;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Gateways;

/// <summary>What is known of one gateway's tunnels. Charon counts anew with new keys; here the bytes are added up.</summary>
internal sealed class TunnelBook(TimeProvider time)
{
    private readonly Dictionary<string, Page> _pages = [];

    /// <param name="names">Of the connections as they shall be now; a tunnel that is up under another is not the one that is wanted.</param>
    /// <param name="associations">Null when charon does not answer.</param>
    /// <param name="reasonOf">Why the tunnel of a site is not up.</param>
    public ImmutableArray<TunnelObservation> Enter(
        GatewayEntry gateway, IReadOnlySet<string> names, IReadOnlyList<SecurityAssociation>? associations, Func<TunnelEntry, string> reasonOf)
    {
        foreach (var gone in _pages.Keys.Except(gateway.Tunnels.Select(tunnel => tunnel.Site)).ToList())
            _pages.Remove(gone);
        return [.. gateway.Tunnels.Select(tunnel => Enter(gateway, tunnel, names, associations, reasonOf))];
    }

    private TunnelObservation Enter(
        GatewayEntry gateway, TunnelEntry tunnel, IReadOnlySet<string> names, IReadOnlyList<SecurityAssociation>? associations, Func<TunnelEntry, string> reasonOf)
    {
        var own = associations?.Where(association => ConnectionName.IsOf(tunnel.Site, association.Name)).ToList() ?? [];
        var state = own.Exists(association => association.IsUp && (names.Contains(association.Name) || !tunnel.IsConnected)) ? TunnelState.Connected
            : tunnel.IsConnected ? TunnelState.Connecting : TunnelState.NotConnected;
        if (!_pages.TryGetValue(tunnel.Site, out var page) || page.State != state)
            page = new Page(state, time.GetUtcNow() - (page is null ? Age(own) : TimeSpan.Zero), page?.In ?? 0, page?.Out ?? 0, page?.Seen ?? ImmutableDictionary<string, (long, long)>.Empty);
        if (associations is not null)
            page = page.Count(own.SelectMany(association => association.Children).DistinctBy(child => child.Key).ToImmutableDictionary());
        _pages[tunnel.Site] = page;
        return new TunnelObservation(
            gateway.Port, tunnel.Site, state, page.In, page.Out, page.Since, state == TunnelState.Connecting ? reasonOf(tunnel) : null);
    }

    /// <summary>Of a tunnel that was up before this book was opened.</summary>
    private static TimeSpan Age(List<SecurityAssociation> own) =>
        own.Where(association => association.IsUp).Select(association => association.Age).DefaultIfEmpty().Max();

    private sealed record Page(TunnelState State, DateTimeOffset Since, long In, long Out, ImmutableDictionary<string, (long In, long Out)> Seen)
    {
        /// <summary>Adds what came since the last look; numbers that are new, or smaller than before, count from nothing.</summary>
        public Page Count(ImmutableDictionary<string, (long In, long Out)> children)
        {
            var (sumIn, sumOut) = (In, Out);
            foreach (var (id, now) in children)
            {
                var before = Seen.GetValueOrDefault(id);
                sumIn += now.In >= before.In ? now.In - before.In : now.In;
                sumOut += now.Out >= before.Out ? now.Out - before.Out : now.Out;
            }

            return this with { In = sumIn, Out = sumOut, Seen = children };
        }
    }
}
