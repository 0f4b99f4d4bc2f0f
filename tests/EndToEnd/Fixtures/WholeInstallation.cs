using AwesomeAssertions;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>What an installation has on its host, next to what it should have.</summary>
internal static class WholeInstallation
{
    /// <summary>Waits until namespaces, interfaces, folders, attachments and processes are those of the machines there should be.</summary>
    public static async Task HasNothingHalfMadeAsync(this ServedInstallation served, string when)
    {
        var (expected, found) = ("", "");
        try
        {
            await Eventually.TrueAsync(
                async () =>
                {
                    var machines = (await served.StatusAsync()).Machines;
                    var started = machines.Where(machine => machine.Power == "started").Select(machine => machine.Port);
                    expected = $"{KernelFacts.OfWhole(machines.Select(machine => machine.Port))}; supervisors {string.Join(' ', started.Order(StringComparer.Ordinal))}";
                    found = $"{KernelFacts.Of(served.Installation)}; supervisors {string.Join(' ', Supervisors.Of(served.Installation))}";
                    return expected == found;
                },
                "the kernel holds what status says",
                30);
        }
        catch (TimeoutException)
        {
            found.Should().Be(expected, "{0} leaves nothing half-made", when);
        }
    }
}
