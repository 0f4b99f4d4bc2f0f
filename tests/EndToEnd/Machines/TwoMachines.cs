using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Machines;

/// <summary>web1 and web2 in one network, for tests that only look.</summary>
public sealed class TwoMachines : IAsyncLifetime
{
    internal TestHost Host { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Host.Start();
        Host.Want(TestHost.Machine(1, "web1"), TestHost.Machine(2, "web2"));
        await Host.RunsAsync(1, 2);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
