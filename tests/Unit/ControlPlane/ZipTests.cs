using System.IO.Compression;
using AwesomeAssertions;
using Xunit;
using static Ilb.Unit.ControlPlane.PackageRequests;

namespace Ilb.Unit.ControlPlane;

/// <summary>Zip files that want more than a package may, or are none.</summary>
public sealed class ZipTests
{
    public static TheoryData<string, string> Hostile => new()
    {
        { "../evil", "must stay below" },
        { "/etc/passwd", "must stay below" },
        { "Web/../../evil", "must stay below" },
        { "Web\\..\\..\\evil", "must stay below" },
        { "Web//evil", "must stay below" },
        { "Web/./evil", "must stay below" },
        { "Web/run.sh", "it is there twice" },
        { "Web/run.sh/below", "a folder of its path is a file" },
        { "Web/run.sh/", "a folder of its path is a file" },
        { "Web/\u0001", "no control characters" },
        { "Web/" + new string('x', 256), "at most 255 bytes" },
        { string.Concat(Enumerable.Repeat("d/", 40)) + "f", "nested deeper" },
        { string.Concat(Enumerable.Repeat(new string('d', 200) + "/", 20)) + "f", "has at most 1024 bytes" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Entries_that_lead_elsewhere_are_refused_by_name_and_leave_nothing(string entry, string reason)
    {
        await using var service = await StartAsync();
        var zip = TestPackage.Zip(("ServiceDefinition.csdef", TestPackage.Definition), ("Web/run.sh", "x"), (entry, "evil"));
        var answer = await PutAsync(service, zip, DigestOf(zip));

        answer.Outcome.Should().Be("400 BadRequest");
        answer.Message.Should().Contain(reason);
        LeftIn(service).Should().BeEmpty();
    }

    [Fact]
    public async Task Links_are_refused()
    {
        await using var service = await StartAsync();
        var zip = TestPackage.Zip(archive =>
        {
            TestPackage.Add(archive, "ServiceDefinition.csdef", TestPackage.Definition);
            archive.CreateEntry("Web/link").ExternalAttributes = unchecked((int)0xA1FF0000);
        });
        (await PutAsync(service, zip, DigestOf(zip))).Message.Should().Contain("no links or devices");
    }

    [Fact]
    public async Task Files_that_are_no_packages_say_why()
    {
        await using var service = await StartAsync();
        foreach (var (file, reason) in new (byte[], string)[]
        {
            ([], "no zip file"),
            ("not a zip file at all, but long enough"u8.ToArray(), "no zip file"),
            (TestPackage.Zip(("Web/run.sh", "x")), "must have one *.csdef file"),
            (TestPackage.Zip(("a.csdef", "<x/>"), ("b.csdef", "<x/>")), "and has 2"),
            (TestPackage.Zip(("a.csdef", TestPackage.Definition)), "there is no folder 'Web'"),
            (TestPackage.Zip(("a.csdef", "<x/>")), "a.csdef/x: Expected ServiceDefinition"),
            (TestPackage.Good()[..^40], "no zip file"),
        })
        {
            var answer = await PutAsync(service, file, DigestOf(file));
            answer.Outcome.Should().Be("400 BadRequest", reason);
            answer.Message.Should().Contain(reason);
        }

        LeftIn(service).Should().BeEmpty();
    }

    [Fact]
    public async Task A_bomb_ends_where_it_unpacks_to_more_than_is_allowed()
    {
        await using var service = await StartAsync();
        var zeros = new byte[1 << 20];
        var zip = TestPackage.Zip(archive =>
        {
            TestPackage.Add(archive, "ServiceDefinition.csdef", TestPackage.Definition);
            using var content = archive.CreateEntry("Web/zeros", System.IO.Compression.CompressionLevel.Fastest).Open();
            for (var i = 0; i < 1025; i++)
                content.Write(zeros);
        });
        zip.Length.Should().BeLessThan(10 << 20);

        (await PutAsync(service, zip, DigestOf(zip))).Message.Should().Contain("unpacks to more than 1073741824 bytes");
        LeftIn(service).Should().BeEmpty();
    }

    [Fact]
    public async Task A_list_of_entries_that_is_too_long_is_not_read_wherever_it_says_that_it_begins()
    {
        await using var service = await StartAsync();
        var zip = TestPackage.Zip(archive =>
        {
            for (var i = 0; i < 70; i++)
                archive.CreateEntry($"Web/{i}").Comment = new string('x', 60_000);
        });
        (await PutAsync(service, zip, DigestOf(zip))).Message.Should().Contain("more than 4194304 bytes");

        foreach (var small in (byte[][])[TestPackage.Zip64(zip), TestPackage.Zip64(TestPackage.Good())])
            (await PutAsync(service, small, DigestOf(small))).Message.Should().Contain("zip64");
        LeftIn(service).Should().BeEmpty();
    }

    [Fact]
    public async Task More_entries_than_are_allowed_are_refused()
    {
        await using var service = await StartAsync();
        var zip = TestPackage.Zip([.. Enumerable.Range(0, 10_001).Select(i => ($"Web/{i}", ""))]);
        (await PutAsync(service, zip, DigestOf(zip))).Message.Should().Contain("10001 entries; a package has at most 10000");
    }

    [Theory]
    [InlineData(10)]
    [InlineData(90_000)]
    public async Task An_entry_that_holds_more_or_less_than_its_header_says_is_refused_when_that_shows(uint said)
    {
        await using var service = await StartAsync();
        var zip = TestPackage.Zip(archive =>
        {
            TestPackage.Add(archive, "ServiceDefinition.csdef", TestPackage.Definition);
            using var content = archive.CreateEntry("Web/zeros", CompressionLevel.NoCompression).Open();
            content.Write(new byte[80_000]);
        });
        TestPackage.SayLength(zip, "Web/zeros", said);

        var answer = await PutAsync(service, zip, DigestOf(zip));
        answer.Outcome.Should().Be("400 BadRequest");
        answer.Message.Should().Contain($"Entry 'Web/zeros': its header says {said} bytes");
        LeftIn(service).Should().BeEmpty();
    }

    [Fact]
    public async Task A_file_that_is_too_long_is_refused_before_it_comes_or_when_it_has()
    {
        await using var service = await StartAsync();
        foreach (var declared in (bool[])[true, false])
        {
            var answer = await PutAsync(service, new LongContent((256 << 20) + 1, declared), new string('0', 64));
            answer.Outcome.Should().Be("413 BadRequest");
            answer.Message.Should().Contain("larger than 268435456 bytes");
        }

        LeftIn(service).Should().BeEmpty();
    }
}
