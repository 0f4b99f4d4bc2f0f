using AwesomeAssertions;
using Ilb.Agent;
using Ilb.Datapath.Netlink;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.Unit.Agent;

public sealed class InstallationTests
{
    [Fact]
    public void Id_follows_from_the_folder_however_it_is_written()
    {
        var one = new Installation("/var/lib/ilb");

        one.Id.Should().MatchRegex("^[0-9a-f]{8}$");
        new Installation("/var/lib/x/../ilb/").Id.Should().Be(one.Id);
        new Installation("/var/lib/ilb2").Id.Should().NotBe(one.Id);
    }

    [Fact]
    public void A_folder_behind_a_link_is_the_folder_itself()
    {
        var folder = Directory.CreateTempSubdirectory("ilb-link-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "real", "data"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "link"), "real");
        Directory.CreateSymbolicLink(Path.Combine(folder, "second"), Path.Combine(folder, "link", "data"));
        try
        {
            new Installation(Path.Combine(folder, "link", "data")).DataDirectory.Should().Be(Path.Combine(folder, "real", "data"));
            new Installation(Path.Combine(folder, "second")).DataDirectory.Should().Be(Path.Combine(folder, "real", "data"));
            new Installation(Path.Combine(folder, "link", "later")).DataDirectory.Should().Be(Path.Combine(folder, "real", "later"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Mac_of_a_port_tells_slot_and_generation()
    {
        PortMac.Of(new Slot(3, 1)).ToString().Should().Be("02:01:00:00:00:03");
        PortMac.Of(new Slot(0x01020304, 0x1ff)).ToString().Should().Be("02:ff:01:02:03:04");
    }
}
