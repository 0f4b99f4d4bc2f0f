using System.Net;

namespace Ilb.Demo;

/// <summary>What the steps act on once the sample script has run.</summary>
internal abstract class World
{
    /// <summary>The internal load balancer's address and the set's public port.</summary>
    public abstract IPEndPoint Vip { get; }

    /// <summary>client1, a machine in the virtual network that is no member of the set.</summary>
    public abstract Caller Client { get; }

    /// <summary>stranger1, a machine in another virtual network with the same address space.</summary>
    public abstract Caller Stranger { get; }

    /// <summary>The host itself.</summary>
    public abstract Caller Host { get; }

    public abstract IPAddress ClientAddress { get; }

    public abstract IReadOnlyList<Witness> Witnesses { get; }

    /// <summary>Runs a PowerShell command in `ilb shell`.</summary>
    public abstract Task ShellAsync(string command, CancellationToken cancellation);

    /// <summary>Whether the set's backend on this machine is judged up.</summary>
    public abstract Task<bool> IsUpAsync(string machine, CancellationToken cancellation);

    /// <summary>Makes the responder in a machine close its sockets for a while.</summary>
    public abstract Task SilenceAsync(string machine, TimeSpan duration, CancellationToken cancellation);

    public async Task WaitUntilAsync(string machine, bool up, CancellationToken cancellation)
    {
        while (await IsUpAsync(machine, cancellation) != up)
            await Task.Delay(100, cancellation);
    }
}
