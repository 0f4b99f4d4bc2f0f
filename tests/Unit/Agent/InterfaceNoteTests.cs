using AwesomeAssertions;
using Ilb.Agent.Attached;
using Ilb.Agent.Machines;
using Ilb.Datapath.Netlink;
using Ilb.Forwarding.Kernel;
using Xunit;

namespace Ilb.Unit.Agent;

/// <summary>What is noted of an interface before it is taken, and which Ethernet address may be behind it.</summary>
public sealed class InterfaceNoteTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("ilb-note-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public void A_note_is_read_as_it_was_written_and_one_that_was_torn_is_none()
    {
        var folder = new MachineFolder(Path.Combine(_data.FullName, "3.1"));
        InterfaceNote.Read(folder).Should().BeNull();
        var note = new InterfaceNote("vnet0", "fe:54:00:12:34:56", "br0", new LinkSettings(true, [[2, 24]], [[2, 0]]));
        note.Write(folder);
        InterfaceNote.Read(folder).Should().BeEquivalentTo(note);
        File.WriteAllText(folder.InterfaceFile, File.ReadAllText(folder.InterfaceFile)[..20]);
        InterfaceNote.Read(folder).Should().BeNull();
    }

    [Theory]
    [InlineData("52:54:00:12:34:56", true)]
    [InlineData("52:54:00:12:34", false)]
    [InlineData("52:54:00:12:34:5g", false)]
    [InlineData("ff:ff:ff:ff:ff:ff", false)]
    [InlineData("00:00:00:00:00:00", false)]
    [InlineData(null, false)]
    public void Only_an_address_that_one_interface_can_have_is_one(string? text, bool isOne) => (MacAddress.Parse(text)?.ToString() == text && text is not null).Should().Be(isOne);
}
