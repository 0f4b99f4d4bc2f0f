namespace Ilb.Agent.Machines;

/// <summary>The `ilb-machine` program: supervisor, responder, and the door into a machine.</summary>
public static class MachineProgram
{
    private const string Name = "ilb-machine";

    /// <summary>Beside the running program, in its folder "machine", or where ILB_MACHINE says.</summary>
    public static string Locate()
    {
        string?[] candidates =
        [
            Environment.GetEnvironmentVariable("ILB_MACHINE"),
            Path.Combine(AppContext.BaseDirectory, "machine", Name),
            Path.Combine(AppContext.BaseDirectory, Name),
            .. FromBuildTree(),
        ];
        return Array.Find(candidates, File.Exists)
            ?? throw new FileNotFoundException($"{Name} is not beside {AppContext.BaseDirectory}: run ./dev build.", Name);
    }

    /// <summary>Tests run from the build tree: the newest build counts.</summary>
    private static IEnumerable<string> FromBuildTree()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (folder.Name == "artifacts")
                return new[] { Path.Combine(folder.FullName, "publish", "Machine", "release_linux-x64", Name), Path.Combine(folder.FullName, "ilb", "machine", Name) }
                    .OrderByDescending(File.GetLastWriteTimeUtc);
        }

        return [];
    }
}
