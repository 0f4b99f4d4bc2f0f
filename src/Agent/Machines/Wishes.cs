using System.Threading.Channels;
using Ilb.MachineContract;
using Ilb.Model.Images;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Machines;

/// <summary>What is wanted of one machine; of several wishes only the last counts.</summary>
internal sealed class Wishes
{
    private readonly Channel<Wish> _channel = Channel.CreateBounded<Wish>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public void Add(Wish wish) => _channel.Writer.TryWrite(wish);

    public ValueTask<Wish> FirstAsync(CancellationToken cancellation) => _channel.Reader.ReadAsync(cancellation);

    /// <summary>Null when there is none within <paramref name="pause"/>.</summary>
    public async Task<Wish?> NextAsync(TimeSpan pause, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(pause);
        try
        {
            return await _channel.Reader.ReadAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <param name="Image">Null where this host has none of the name.</param>
    /// <param name="Router">Of a gateway.</param>
    internal sealed record Wish(MachineEntry Machine, MachineImage? Image, RouterSpec? Router = null)
    {
        /// <summary>Whether another one asks for nothing else. Each snapshot has lists of its own.</summary>
        public bool IsSameAs(Wish other) => Same(Machine, other.Machine) && Same(Image, other.Image) && Same(Router, other.Router);

        private static bool Same(MachineEntry one, MachineEntry other) =>
            one.Endpoints.SequenceEqual(other.Endpoints)
            && one.DnsServers.SequenceEqual(other.DnsServers)
            && one with { Endpoints = other.Endpoints, DnsServers = other.DnsServers } == other;

        private static bool Same(MachineImage? one, MachineImage? other) =>
            one is null || other is null
                ? one == other
                : one.Arguments.SequenceEqual(other.Arguments)
                    && one.Environment.SequenceEqual(other.Environment)
                    && one with { Arguments = other.Arguments, Environment = other.Environment } == other;

        private static bool Same(RouterSpec? one, RouterSpec? other) =>
            one is null || other is null ? one == other : one.Mounts.SequenceEqual(other.Mounts) && one with { Mounts = other.Mounts } == other;
    }
}
