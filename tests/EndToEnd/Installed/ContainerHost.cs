using Ilb.EndToEnd.Fixtures;
using Ilb.EndToEnd.Guides;
using Xunit;

namespace Ilb.EndToEnd.Installed;

/// <summary>A machine that has podman, the image in a file, and nothing of ilb.</summary>
public sealed class ContainerHost : IAsyncLifetime
{
    // Layers are copied: there is an overlay below already. Where tests run there may be neither control groups nor the right to raise limits.
    private const string Settings = """
        printf '[storage]\ndriver = "vfs"\nrunroot = "/run/containers"\ngraphroot = "/var/lib/containers"\n' >/etc/containers/storage.conf
        printf '[containers]\ncgroups = "disabled"\ndefault_ulimits = ["nofile=1024:4096", "nproc=4096:4096"]\n' >/etc/containers/containers.conf
        printf '[engine]\ncgroup_manager = "cgroupfs"\nevents_logger = "file"\nruntime = "crun"\n' >>/etc/containers/containers.conf
        """;

    private DebianMachine? _machine;

    internal DebianMachine Machine => _machine!;

    public async ValueTask InitializeAsync()
    {
        _machine = await DebianMachine.BootAsync();
        File.Copy(DebianPackage.Image, Path.Combine(Machine.Brought, Path.GetFileName(DebianPackage.Image)));
        await Machine.RunAsync(Settings);
    }

    /// <summary>Does what the installation's guide says where it leaves that to this machine.</summary>
    /// <param name="number">Of the block, among those.</param>
    internal Task<string> FollowAsync(int number)
    {
        var block = Guide.Read(InstallGuideTests.Page).Blocks.Where(block => block.Reason?.Contains(nameof(ImageTests), StringComparison.Ordinal) == true).ElementAt(number);
        File.WriteAllText(Path.Combine(Machine.Brought, "block"), block.Text);
        return Machine.RunAsync("cd /mnt && bash -euo pipefail block </dev/null");
    }

    public async ValueTask DisposeAsync()
    {
        if (_machine is not null)
            await _machine.DisposeAsync();
    }
}
