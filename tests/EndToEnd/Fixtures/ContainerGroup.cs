using System.Globalization;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>A control group that is named as docker names the one of a container.</summary>
internal sealed class ContainerGroup : IDisposable
{
    private readonly string _folder;

    public ContainerGroup()
    {
        var root = File.Exists("/sys/fs/cgroup/cgroup.controllers") ? "/sys/fs/cgroup" : "/sys/fs/cgroup/pids";
        _folder = $"{root}/ilb-test-{Guid.NewGuid():N}";
        Directory.CreateDirectory($"{_folder}/docker/{Id}");
    }

    public string Id { get; } = $"{Guid.NewGuid():N}{Guid.NewGuid():N}";

    public void Take(int process) => File.WriteAllText($"{_folder}/docker/{Id}/cgroup.procs", process.ToString(CultureInfo.InvariantCulture));

    /// <summary>Its processes have to be gone.</summary>
    public void Dispose()
    {
        foreach (var group in new[] { $"{_folder}/docker/{Id}", $"{_folder}/docker", _folder })
            Directory.Delete(group);
    }
}
