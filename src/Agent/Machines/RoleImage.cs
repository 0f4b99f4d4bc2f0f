using System.Collections.Immutable;
using System.Globalization;
using Ilb.MachineContract;
using Ilb.Model.Images;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Machines;

/// <summary>What an instance of a role runs: the program of its package, in the folder of its role.</summary>
internal static class RoleImage
{
    /// <summary>Null, as for an image that this host does not have, when the package is not here.</summary>
    public static MachineImage? Of(Installation installation, MachineEntry machine, RoleProgram program)
    {
        var folder = Path.Combine(RoleProgram.FolderOf(installation.DataDirectory, machine.Subscription, program.Package), program.Role);
        if (!Directory.Exists(folder))
            return null;
        var command = Command(program, folder);
        return new MachineImage(machine.Image, command[0], [.. command.Skip(1)], Environment(machine, program), "root", "/")
        {
            RoleDirectory = folder,
        };
    }

    /// <summary>The first word is a file of the role before it is a program of the host; ilb-responder is ilb's own.</summary>
    private static ImmutableArray<string> Command(RoleProgram program, string folder)
    {
        var first = program.Command[0];
        if (first == MachineImage.Responder.Name)
            return [MachineImage.Responder.Command, .. MachineImage.Responder.Arguments, .. program.Command.Skip(1)];
        var isOwn = !first.StartsWith('/') && File.Exists(Path.Combine(folder, first));
        return isOwn ? program.Command.SetItem(0, $"{MachineSpec.RoleInside}/{first}") : program.Command;
    }

    private static ImmutableSortedDictionary<string, string> Environment(MachineEntry machine, RoleProgram program) =>
        program.Environment.SetItems(new Dictionary<string, string>
        {
            ["RoleRoot"] = MachineSpec.RoleInside,
            ["RoleName"] = program.Role,
            ["RoleInstanceID"] = machine.Name,
            ["RoleInstanceNumber"] = program.Instance.ToString(CultureInfo.InvariantCulture),
        });
}
