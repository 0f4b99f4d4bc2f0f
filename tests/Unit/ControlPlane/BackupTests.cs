using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using AwesomeAssertions;
using Ilb.Contracts;
using Ilb.ControlPlane;
using Ilb.ControlPlane.Audit;
using Ilb.ControlPlane.Backups;
using Ilb.ControlPlane.Identity;
using Xunit;

namespace Ilb.Unit.ControlPlane;

public sealed class BackupTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly string _place = Directory.CreateTempSubdirectory("ilb-backup-").FullName;

    private string File => Path.Combine(_place, "ilb.tar.gz");

    private string Target => Path.Combine(_place, "restored");

    [Fact]
    public async Task A_backup_of_a_running_service_becomes_one_that_serves_the_same_to_the_same_clients()
    {
        string settings, network;
        await using (var service = await TestService.StartWithMachinesAsync())
        {
            Backup.Write(service.Host.Folder, File, Now).Revision.Should().BePositive();
            System.IO.File.GetUnixFileMode(File).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            settings = service.Host.Folder.Read("management.pem")!;
            network = (await service.GetAsync("services/networking/media")).Body;
            await service.MustAsync(HttpMethod.Delete, TestService.MyWebsite + "?comp=media");
        }

        Directory.GetFiles(_place).Should().Equal([File], "nothing is left beside it");
        Restoration.Run(File, Target, replace: false, Now).Kept.Should().BeNull();
        await using var restored = await ControlPlaneHost.StartAsync(new ControlPlaneOptions(Target, new IPEndPoint(IPAddress.Loopback, 0)));
        restored.Folder.Read("management.pem").Should().Be(settings);
        using var client = Connection.Open(restored.Folder)!;
        (await client.SendAsync(HttpMethod.Get, "services/networking/media", null)).Body.Should().Be(network);
        (await client.SendAsync(HttpMethod.Get, TestService.MyDeployment, null)).As<Deployment>().RoleInstanceList.Should().HaveCount(2, "what was deleted after the backup is there again");
    }

    [Fact]
    public async Task Subscriptions_are_opened_after_it_by_the_certificates_that_opened_them_at_the_backup()
    {
        using var certificate = TestCertificate.Of("CN=blue");
        Guid blue;
        await using (var service = await TestService.StartAsync())
        {
            blue = await service.Host.AddSubscriptionAsync("blue", certificate);
            await service.MustAsync(HttpMethod.Post, "certificates", TestCertificate.Document(certificate));
            Backup.Write(service.Host.Folder, File, Now);
            await service.MustAsync(HttpMethod.Delete, $"certificates/{certificate.Thumbprint}");
            await service.MustAsync(HttpMethod.Delete, $"ilb/subscriptions/{blue}");
        }

        Restoration.Run(File, Target, replace: false, Now);
        await using var restored = await ControlPlaneHost.StartAsync(new ControlPlaneOptions(Target, new IPEndPoint(IPAddress.Loopback, 0)));
        using var client = Connection.Open(restored.Folder)!;
        (await client.SendAsync(HttpMethod.Get, "certificates", null)).As<SubscriptionCertificateList>().Certificates.Should().HaveCount(2, "whoever was let out since comes in again");
        (await client.SendAsync(HttpMethod.Get, "ilb/subscriptions", null)).Body.Should().Contain(blue.ToString());
    }

    [Fact]
    public async Task What_was_done_since_the_backup_is_still_written_down_after_it_and_who_restored_it()
    {
        var options = new ControlPlaneOptions(Target, new IPEndPoint(IPAddress.Loopback, 0));
        await using (var service = await ControlPlaneHost.StartAsync(options))
        {
            using var client = Connection.Open(service.Folder)!;
            await client.SendAsync(HttpMethod.Delete, "services/hostedservices/before", null);
            Backup.Write(service.Folder, File, Now);
            await client.SendAsync(HttpMethod.Delete, "services/hostedservices/since", null);
        }

        Restoration.Run(File, Target, replace: true, Now);
        string[] expected = ["DELETE services/hostedservices/before", "DELETE services/hostedservices/since", "restore"];
        await using (var restored = await ControlPlaneHost.StartAsync(options))
            (await AuditAsync(restored)).Select(entry => entry.Request).Should().Equal(expected);

        Restoration.Run(File, Path.Combine(_place, "elsewhere"), replace: false, Now);
        await using var elsewhere = await ControlPlaneHost.StartAsync(options with { DataDirectory = Path.Combine(_place, "elsewhere") });
        var entries = await AuditAsync(elsewhere);
        entries.Select(entry => entry.Request).Should().Equal("DELETE services/hostedservices/before", "restore");
        (entries[^1].At, entries[^1].Operation, entries[^1].Thumbprint).Should().Be((Now, "restored from ilb.tar.gz", ""));
        entries[^1].Subject.Should().Contain(Environment.UserName);
    }

    [Fact]
    public async Task A_folder_in_use_and_one_that_holds_something_are_left_alone_unless_the_latter_is_to_be_put_aside()
    {
        await using (var service = await ControlPlaneHost.StartAsync(new ControlPlaneOptions(Target, new IPEndPoint(IPAddress.Loopback, 0))))
        {
            Backup.Write(service.Folder, File, Now);
            FluentActions.Invoking(() => Restoration.Run(File, Target, replace: true, Now)).Should().Throw<DataFolderException>().WithMessage("*in use by another ilb serve*");
        }

        System.IO.File.WriteAllText(Path.Combine(Target, "images.json"), "{}");
        FluentActions.Invoking(() => Restoration.Run(File, Target, replace: false, Now)).Should().Throw<BackupException>().WithMessage($"{Target} is a data folder already: --force*");
        Restoration.Run(File, Target, replace: true, Now).Kept.Should().Be($"{Target}.before-20300102-030405");
        System.IO.File.Exists($"{Target}.before-20300102-030405/images.json").Should().BeTrue();
        System.IO.File.Exists(Path.Combine(Target, "images.json")).Should().BeFalse();
        FluentActions.Invoking(() => Restoration.Run(File, _place, replace: true, Now)).Should().Throw<BackupException>().WithMessage($"{_place} holds other things than ilb's*");
    }

    [Theory]
    [InlineData("cut", "*can't be used*")]
    [InlineData("text", "*can't be used*")]
    [InlineData("changed", "*ca.pem is damaged.")]
    [InlineData("missing", "*ca.pem is missing.")]
    [InlineData("outside", "*'../ca.pem' is no name of a file in a backup.")]
    [InlineData("newer", "ilb 0.1.0 made *in a format of backups (number 99) that this one*")]
    public async Task A_backup_that_is_not_whole_or_not_for_this_ilb_is_refused_and_nothing_is_left(string what, string message)
    {
        await using (var service = await ControlPlaneHost.StartAsync(new ControlPlaneOptions(Path.Combine(_place, "from"), new IPEndPoint(IPAddress.Loopback, 0))))
            Backup.Write(service.Folder, File, Now);
        switch (what)
        {
            case "cut":
                using (var file = System.IO.File.OpenWrite(File))
                    file.SetLength(file.Length / 2);
                break;
            case "text":
                System.IO.File.WriteAllText(File, "dear");
                break;
            default:
                Rewrite(entry => (what, entry.Name) switch
                {
                    ("changed", "ca.pem") => (entry.Name, "half a file"),
                    ("missing", "ca.pem") => null,
                    ("outside", "ca.pem") => ("../ca.pem", entry.Text),
                    ("newer", "backup.json") => (entry.Name, entry.Text.Replace("\"format\": 1", "\"format\": 99", StringComparison.Ordinal)),
                    _ => entry,
                });
                break;
        }

        FluentActions.Invoking(() => Restoration.Run(File, Target, replace: false, Now)).Should().Throw<BackupException>().WithMessage(message);
        Directory.GetFileSystemEntries(_place).Select(Path.GetFileName).Should().BeEquivalentTo("from", "ilb.tar.gz");
    }

    [Fact]
    public async Task A_backup_that_says_it_is_larger_than_the_disk_is_refused_before_it_is_unpacked()
    {
        await using (var service = await ControlPlaneHost.StartAsync(new ControlPlaneOptions(Path.Combine(_place, "from"), new IPEndPoint(IPAddress.Loopback, 0))))
            Backup.Write(service.Folder, File, Now);

        FluentActions.Invoking(() => BackupReader.Unpack(File, Target, room: 100)).Should().Throw<BackupException>().WithMessage("*there is no room for * bytes where *");
        Directory.Exists(Target).Should().BeFalse();
    }

    public void Dispose() => Directory.Delete(_place, recursive: true);

    private static async Task<AuditEntry[]> AuditAsync(ControlPlaneHost host)
    {
        using var client = Connection.Open(host.Folder)!;
        return JsonSerializer.Deserialize<AuditEntry[]>((await client.SendAsync(HttpMethod.Get, "ilb/audit", null)).Body, JsonSerializerOptions.Web)!;
    }

    /// <summary>Another archive with what becomes of each entry; Latin-1 keeps every byte.</summary>
    private void Rewrite(Func<(string Name, string Text), (string Name, string Text)?> change)
    {
        var entries = new List<(string Name, string Text)>();
        using (var archive = new TarReader(new GZipStream(System.IO.File.OpenRead(File), CompressionMode.Decompress)))
        {
            while (archive.GetNextEntry() is { } entry)
            {
                using var text = new StreamReader(entry.DataStream!, Encoding.Latin1);
                entries.Add((entry.Name, text.ReadToEnd()));
            }
        }

        using var rewritten = new TarWriter(new GZipStream(System.IO.File.Create(File), CompressionLevel.Fastest));
        foreach (var (name, text) in entries.Select(change).OfType<(string Name, string Text)>())
            rewritten.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.Latin1.GetBytes(text)) });
    }
}
