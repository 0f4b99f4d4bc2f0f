using AwesomeAssertions;
using Ilb.Agent;
using Ilb.Agent.Machines;
using Ilb.MachineContract;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.Unit.Agent;

/// <summary>By which names an operator finds machines and gateways.</summary>
public sealed class MachineShellTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("ilb-shell-");
    private readonly MachineShell _shell;

    public MachineShellTests()
    {
        _shell = new MachineShell(new Installation(_data.FullName));
        Add(3, "MyWebsite1/web1");
        Add(4, "MyWebsite2/web2");
        Add(5, "MyWebsite1/web2");
        Add(9, "gateway/VNetUSWest", routes: true);
        Add(11, "gateway/VNetUSWest", routes: true);
        Add(12, "gateway/web1", routes: true);
    }

    public void Dispose() => _data.Delete(recursive: true);

    [Theory]
    [InlineData("web1", "3.1")]
    [InlineData("MyWebsite1/web2", "5.1")]
    [InlineData("gateway/web1", "12.1")]
    [InlineData("9.1", "9.1")]
    public void Machine_is_found_by_its_name_where_that_is_unique_or_by_its_port(string name, string port) =>
        Path.GetFileName(Path.GetDirectoryName(_shell.LogPath(name))).Should().Be(port);

    [Theory]
    [InlineData("web2", "MyWebsite1/web2 (5.1), MyWebsite2/web2 (4.1)")]
    [InlineData("gateway/VNetUSWest", "gateway/VNetUSWest (11.1), gateway/VNetUSWest (9.1)")]
    public void Name_of_several_machines_is_refused_with_the_port_of_each(string name, string listed) =>
        _shell.Invoking(shell => shell.LogPath(name)).Should().Throw<MachineNotFoundException>().Which.Message.Should().Contain(listed);

    [Fact]
    public void Gateway_has_no_short_name() =>
        _shell.Invoking(shell => shell.LogPath("VNetUSWest")).Should().Throw<MachineNotFoundException>().WithMessage("No machine 'VNetUSWest'.*");

    [Theory]
    [InlineData("db1")]
    [InlineData("MyWebsite1/db1")]
    [InlineData("13.1")]
    public void Attached_machine_is_said_to_have_no_process_of_ilbs(string name)
    {
        MachineFolder.Of(new Installation(_data.FullName), new Slot(13, 1)).WriteAttached("MyWebsite1/db1");
        _shell.Invoking(shell => shell.LogPath(name)).Should().Throw<MachineNotFoundException>()
            .WithMessage("ilb runs no process of MyWebsite1/db1, a machine of the image 'attached': go where it is attached to*");
    }

    private void Add(uint port, string name, bool routes = false)
    {
        var folder = MachineFolder.Of(new Installation(_data.FullName), new Slot(port, 1));
        folder.Make();
        folder.Write(new MachineSpec(
            name, folder.Path, _data.FullName, "", "", 0, "/", "", [], new Dictionary<string, string>(), "root", [],
            Router: routes ? new RouterSpec("", new Dictionary<string, string>()) : null));
    }
}
