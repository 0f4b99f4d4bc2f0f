using System.Diagnostics;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Machines;

public sealed class FullDiskTests
{
    private const string Images = """
        {"images": [
          {"name": "talker", "command": "sh", "arguments": ["-c", "while sleep 0.02; do echo words words words words words words words words words; done"]},
          {"name": "short", "command": "sh", "arguments": ["-c", "sleep 0.1; exit 3"]}
        ]}
        """;

    [Fact]
    public async Task A_full_disk_loses_output_and_nothing_else()
    {
        using var disk = new SmallDisk();
        await using var host = new TestHost(Images, under: disk.Path);
        host.Start();
        host.Want(TestHost.Machine(1, "web1", "talker"), TestHost.Machine(2, "web2", "short"));
        await host.RunsAsync(1);
        var supervisors = host.Supervisors();
        supervisors.Should().HaveCount(2);

        var filler = disk.Fill();
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        host.Supervisors().Should().BeEquivalentTo(supervisors);
        var length = host.Log("web1").Length;

        File.Delete(filler);
        await Eventually.TrueAsync(() => host.Log("web1").Length > length, "its output goes on");
        host.Supervisors().Should().BeEquivalentTo(supervisors);
    }

    /// <summary>A file system of two mebibytes.</summary>
    private sealed class SmallDisk : IDisposable
    {
        public SmallDisk() => Run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", Path);

        public string Path { get; } = Directory.CreateTempSubdirectory("ilb-disk-").FullName;

        public string Fill()
        {
            var file = System.IO.Path.Combine(Path, "filler");
            try
            {
                using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, 0);
                while (true)
                    stream.Write(new byte[4096]);
            }
            catch (IOException)
            {
                return file;
            }
        }

        public void Dispose()
        {
            Run("umount", "-l", Path);
            Directory.Delete(Path);
        }

        private static void Run(params string[] command)
        {
            using var process = Process.Start(command[0], command[1..]);
            process.WaitForExit();
        }
    }
}
