using AwesomeAssertions;
using Ilb.Datapath;
using Ilb.Forwarding;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Snapshots;
using Ilb.Packets.Lab;
using Xunit;

namespace Ilb.Packets.Contract;

public sealed class PortProgramsTests : IDisposable
{
    private readonly Topology _net = new(1, AttachMode.Best, ForwardingState.Empty);

    public static TheoryData<string> Rare { get; } = ["uplink", "gateway"];

    public void Dispose() => _net.Dispose();

    [Theory]
    [MemberData(nameof(Rare))]
    public void Program_of_a_rare_kind_is_loaded_for_the_first_port_of_it(string kind)
    {
        InForce(kind).Should().BeNull();
        PlugIn(kind);
        var first = InForce(kind);
        first.Should().NotBeNull();
        PlugIn(kind);
        InForce(kind).Should().Be(first);
    }

    [Theory]
    [MemberData(nameof(Rare))]
    public void Who_takes_over_loads_the_programs_of_the_ports_there_are(string kind)
    {
        _net.Kernel.Ports.Set(SlotOf(kind), new PortValue(99, 1, Tables.Network, 1500, default, default, OptionsOf(kind)));
        PlugIn(kind);
        var before = InForce(kind);
        _net.Restart(AttachMode.Best);
        InForce(kind).Should().NotBeNull().And.NotBe(before);
    }

    [Theory]
    [MemberData(nameof(Rare))]
    public void Who_takes_over_lets_go_of_a_program_that_no_port_asks_for(string kind)
    {
        PlugIn(kind);
        Namespaces.In(_net.Hub, () => _net.Kernel.Ports.Remove(SlotOf(kind), 1, "lo"));
        _net.Restart(AttachMode.Best);
        InForce(kind).Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(Rare))]
    public void A_slot_that_could_not_be_filled_is_filled_when_the_port_is_set_again(string kind)
    {
        PlugIn(kind);
        var program = InForce(kind);
        _net.Kernel.MapNamed<uint, int>(kind).Remove(0);
        PlugIn(kind);
        InForce(kind).Should().Be(program);
    }

    [Fact]
    public void What_is_loaded_later_is_of_the_version_at_the_start()
    {
        var folder = Directory.CreateTempSubdirectory("ilb-programs-");
        try
        {
            var file = Path.Combine(folder.FullName, "port.bpf.o");
            File.Copy(new KernelOptions().ObjectPath, file);
            using var kernel = KernelState.Open(_net.Pins, new KernelOptions { ObjectPath = file });
            File.WriteAllText(file, "of another version");
            kernel.GatewayProgram.Descriptor.Should().BePositive();
            kernel.LoadTrial().Dispose();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var open = () => KernelState.Open(_net.Pins, new KernelOptions { ObjectPath = "/nowhere/port.bpf.o" });
        open.Should().Throw<KernelException>().WithMessage("Cannot open /nowhere/port.bpf.o: No such file*");
    }

    private static Slot SlotOf(string kind) => kind == "uplink" ? Outside.Port : new Slot(9, 1);

    private static PortOptions OptionsOf(string kind) => kind == "gateway" ? PortOptions.Gateway : PortOptions.None;

    /// <summary>Id of the program that ports of this kind run.</summary>
    private int? InForce(string kind) => _net.Kernel.MapNamed<uint, int>(kind).TryGet(0, out var id) ? id : null;

    private void PlugIn(string kind) => Namespaces.In(_net.Hub, () => _net.Kernel.Ports.Attach(1, "lo", SlotOf(kind), OptionsOf(kind)));
}
