using System.Globalization;
using Ilb.MachineContract;
using Ilb.Model.Addressing;
using Ilb.Model.Images;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Machines;

/// <summary>Says in the supervisor's words what the control plane wants of a machine. Pure.</summary>
internal static class SpecBuilder
{
    /// <summary>Above what distributions give to users and containers, below the 2^31 that ping_group_range can name.</summary>
    private const long FirstRange = 1 << 24;
    private const int Ranges = 32_000;

    /// <summary>First of the user and group ids of the machine at a port.</summary>
    public static long FirstIdOf(Slot port) => FirstRange + (port.Index % Ranges * MachineSpec.IdCount);

    public static MachineSpec Spec(
        Installation installation, MachineEntry machine, MachineImage image, IReadOnlyList<GroupLimit> limits, RouterSpec? router) => new(
        machine.FullName,
        MachineFolder.Of(installation, machine.Port).Path,
        installation.DataDirectory,
        MachinePort.NamespacePath(installation, machine.Port),
        machine.HostName,
        FirstIdOf(machine.Port),
        image.RootDirectory,
        image.Command,
        image.Arguments,
        Environment(machine, image),
        image.User,
        limits,
        image.RoleDirectory,
        router);

    public static ToldEndpoints Told(MachineEntry machine) => new(
        machine.Name,
        machine.Address.ToString(),
        [.. machine.Endpoints.Select(endpoint => new ToldEndpoint(
            endpoint.Name, endpoint.Protocol == Protocol.Tcp ? "tcp" : "udp", endpoint.LocalPort, endpoint.ProbePort, endpoint.ProbePath))]);

    /// <summary>Address and restarts are among it, so that a change of either makes another process.</summary>
    private static SortedDictionary<string, string> Environment(MachineEntry machine, MachineImage image) =>
        new(image.Environment.ToDictionary(), StringComparer.Ordinal)
        {
            ["ILB_MACHINE"] = machine.FullName,
            ["ILB_ADDRESS"] = machine.Address.ToString(),
            ["ILB_RESTARTS"] = machine.Restarts.ToString(CultureInfo.InvariantCulture),
        };
}
