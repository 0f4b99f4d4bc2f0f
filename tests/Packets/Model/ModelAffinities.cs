using System.Net;
using Ilb.Forwarding;
using Ilb.Forwarding.Kernel;

namespace Ilb.Packets.Model;

/// <summary>Which backend a client's last new flow went to, of frontends that want to know; any number of clients.</summary>
internal sealed class ModelAffinities
{
    private readonly Dictionary<(uint Frontend, uint Generation, IPAddress Client), (uint Backend, uint Generation, uint At)> _kept = [];

    /// <returns>0 where none is kept, it was too long ago, or that backend takes no new flows.</returns>
    internal uint Find(ForwardingState state, FrontendValue frontend, IPAddress client, uint now) =>
        frontend.AffinitySeconds > 0
        && _kept.TryGetValue((frontend.Slot, frontend.Generation, client), out var kept)
        && now - kept.At <= frontend.AffinitySeconds
        && state.Backends.TryGetValue(kept.Backend, out var backend) && backend.Generation == kept.Generation && backend.State == 0
            ? kept.Backend
            : 0;

    internal void Keep(FrontendValue frontend, IPAddress client, uint backend, uint generation, uint now)
    {
        if (frontend.AffinitySeconds > 0)
            _kept[(frontend.Slot, frontend.Generation, client)] = (backend, generation, now);
    }
}
