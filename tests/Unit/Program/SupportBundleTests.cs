using System.Formats.Tar;
using System.IO.Compression;
using System.Xml.Linq;
using AwesomeAssertions;
using Ilb.Agent.Machines;
using Ilb.MachineContract;
using Ilb.Support;
using Ilb.Unit.ControlPlane;
using Xunit;

namespace Ilb.Unit.Program;

public sealed class SupportBundleTests : IDisposable
{
    private readonly string _place = Directory.CreateTempSubdirectory("ilb-support-").FullName;

    [Fact]
    public async Task The_bundle_of_a_service_that_runs_has_what_it_tells_and_no_secret_of_its_data_folder()
    {
        await using var service = await TestService.StartConnectedAsync();
        var folder = service.Host.Folder;
        await File.WriteAllTextAsync(
            folder.PathOf("images.json"), """{"images":[{"name":"db","command":"/bin/db","arguments":["--password=tiger-4711","-v"],"environment":{"PASSWORD":"hunter2 \"quoted\""}}]}""", TestContext.Current.CancellationToken);
        var secrets = new[] { "ca.pem", "server.pem", "management.pem" }
            .SelectMany(name => folder.Read(name)!.Split("-----BEGIN PRIVATE KEY-----")[1].Split("-----END")[0].Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Concat(service.Host.Feed.Current.Gateways.Single().Tunnels.Select(tunnel => tunnel.SharedKey))
            .Append(XDocument.Load(folder.PublishSettingsFile).Descendants("Subscription").Single().Attribute("ManagementCertificate")!.Value)
            .Append("hunter2").Append("tiger-4711").Append("lion-4711").ToList();
        var machine = new MachineFolder(Path.Combine(new Ilb.Agent.Installation(folder.Path).MachinesDirectory, "3.1"));
        machine.Make();
        machine.Write(new MachineSpec("web1", machine.Path, folder.Path, "netns", "web1", 0, "/", "/bin/db", ["--password=lion-4711"], new Dictionary<string, string>(), "root", []));
        secrets.Should().HaveCountGreaterThan(10);

        var bundle = Path.Combine(_place, "bundle.tar.gz");
        await SupportBundle.WriteAsync(folder, bundle, TestContext.Current.CancellationToken);
        File.GetUnixFileMode(bundle).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var files = Read(bundle);
        files.Keys.Should().Contain(["about.txt", "version.txt", "kernel.txt", "check.txt", "configuration/images.json", "service/status.json", "service/audit.json"]);
        files["configuration/images.json"].Should().Contain("PASSWORD").And.Contain("(removed)");
        files["machines/3.1/machine.txt"].Should().StartWith("web1\n/bin/db, arguments: 1\n", "it was started with what images.json has no more");
        files.Single(file => file.Key.StartsWith("state/", StringComparison.Ordinal) && file.Value.Contains("sharedKey", StringComparison.Ordinal)).Value.Should().Contain("(removed)");
        foreach (var (name, text) in files)
            secrets.Where(secret => text.Contains(secret, StringComparison.Ordinal)).Should().BeEmpty(name);
        Directory.GetFiles(folder.Path, ".support*").Should().BeEmpty();
    }

    public void Dispose() => Directory.Delete(_place, recursive: true);

    private static Dictionary<string, string> Read(string bundle)
    {
        using var archive = new TarReader(new GZipStream(File.OpenRead(bundle), CompressionMode.Decompress));
        var files = new Dictionary<string, string>();
        while (archive.GetNextEntry() is { } entry)
        {
            using var text = new StreamReader(entry.DataStream ?? Stream.Null);
            files[entry.Name] = text.ReadToEnd();
        }

        return files;
    }
}
