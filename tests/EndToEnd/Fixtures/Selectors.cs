using Ilb.Agent.Machines;
using Ilb.Model.Snapshots;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>A gateway whose strongSwan lets through more than ilb told it: what then comes out of the tunnel is the data plane's to judge.</summary>
internal static class Selectors
{
    public static async Task WidenAsync(TestHost host, string gateway, Slot port, string prefix, string others)
    {
        var file = MachineFolder.Of(host.Installation, port).TunnelsFile;
        var told = await File.ReadAllTextAsync(file);
        var wider = told.Replace($"_ts = {prefix}", $"_ts = {prefix},{others}", StringComparison.Ordinal);
        if (wider == told)
            throw new InvalidOperationException($"{gateway} has no selector {prefix}.");
        await File.WriteAllTextAsync(file, wider);
        await Eventually.TrueAsync(async () => (await host.ExecuteAsync(gateway, "swanctl", "--load-all", "--noprompt")).Code == 0, "its charon takes them");
    }

    /// <summary>Until the tunnel that is up has them.</summary>
    public static Task InForceAsync(TestHost host, string gateway, string others) => Eventually.TrueAsync(
        async () => (await host.ExecuteAsync(gateway, "swanctl", "--list-sas", "--raw")).Output.Contains(others, StringComparison.Ordinal), "the tunnel has them", 60);
}
