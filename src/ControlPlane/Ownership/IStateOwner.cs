using System.Collections.Immutable;
using Ilb.ControlPlane.Health;
using Ilb.ControlPlane.Store;
using Ilb.Model.Commands;
using Ilb.Model.Feed;

namespace Ilb.ControlPlane.Ownership;

/// <summary>What resources read and change: the state in force, or the shadow of it that a plan is made with.</summary>
internal interface IStateOwner
{
    /// <summary>The newest state; what a change answered is in it before the answer is given.</summary>
    PublishedState Current { get; }

    /// <summary>What status says about every backend; safe to ask from anywhere.</summary>
    ImmutableArray<BackendHealth> Health { get; }

    /// <summary>The agent, to be asked for flows and counters; null before one runs.</summary>
    INodeView? Node { get; }

    /// <summary>By the clock that deadlines are judged by.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Decides; the outcome tells whether it was accepted.</summary>
    /// <exception cref="StoreException">Nothing changed.</exception>
    Task<Outcome> ChangeAsync(ChangeRequest request);
}
