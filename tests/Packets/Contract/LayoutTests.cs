using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using AwesomeAssertions;
using Ilb.Datapath.Flows;
using Ilb.Datapath.Trials;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Snapshots;
using Ilb.Packets.Lab;
using Xunit;

namespace Ilb.Packets.Contract;

/// <summary>Writes what C# believes of every struct as static assertions and lets the compiler of the programs judge.</summary>
public sealed partial class LayoutTests
{
    private static readonly Dictionary<Type, string> s_twins = new()
    {
        [typeof(RouteKey)] = "struct route_key",
        [typeof(PrefixKey)] = "struct prefix_key",
        [typeof(RouteValue)] = "struct route",
        [typeof(PortValue)] = "struct port",
        [typeof(FrontendKey)] = "struct frontend_key",
        [typeof(FrontendValue)] = "struct frontend",
        [typeof(BackendValue)] = "struct backend",
        [typeof(MemberKey)] = "struct member_key",
        [typeof(AclValue)] = "struct acl",
        [typeof(AclKey)] = "struct acl_key",
        [typeof(AclRuleValue)] = "struct acl_rule",
        [typeof(Way)] = "struct way",
        [typeof(EndpointTrafficValue)] = "struct endpoint_traffic",
        [typeof(DropKey)] = "struct drop_key",
        [typeof(Sweep)] = "struct sweep",
        [typeof(SweptFlows)] = "struct swept_flows",
        [typeof(FlowValue)] = "struct flow",
        [typeof(TrafficValue)] = "struct traffic",
        [typeof(FlowLine)] = "struct flow_line",
        [typeof(FlowRest)] = "struct flow_rest",
        [typeof(TrialReport)] = "struct trial_report",
    };

    public static TheoryData<string> Types => [.. s_twins.Keys.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Struct_in_csharp_lies_in_memory_as_its_twin_in_c(string name)
    {
        var (type, twin) = s_twins.Single(pair => pair.Key.Name == name);
        Compile(Assertions(type, twin)).Should().BeEmpty();
    }

    [Fact]
    public void A_wrong_offset_is_noticed() => Compile(["_Static_assert(offsetof(struct route, mtu) == 4, \"\");"]).Should().Contain("error");

    [Fact]
    public void Numbers_of_states_and_kinds_are_those_of_c() => Compile(
    [
        .. Enum.GetValues<RouteKind>().Select(kind => $"_Static_assert(ROUTE_{kind.ToString().ToUpperInvariant()} == {(uint)kind}, \"\");"),
        .. Enum.GetValues<BackendState>()
            .Select(state => $"_Static_assert(BACKEND_{Snake(state.ToString()).ToUpperInvariant()} == {(int)state}, \"\");"),
        .. Enum.GetValues<FlowMarks>().Select(mark => $"_Static_assert(FLOW_{Snake(mark.ToString()).ToUpperInvariant()} == {(int)mark}, \"\");"),
        .. Enum.GetValues<Distribution>()
            .Select(way => $"_Static_assert(DISTRIBUTION_{Snake(way.ToString()).ToUpperInvariant()} == {(int)way}, \"\");"),
        .. Enum.GetValues<AclVerdict>().Select(v => $"_Static_assert(ACL_{v.ToString().ToUpperInvariant()} == {(uint)v}, \"\");"),
        $"_Static_assert(FRONTEND_FLOATING_IP == {(int)FrontendOptions.FloatingIp} && FRONTEND_LOOPBACK == {(int)FrontendOptions.Loopback}, \"\");",
            $"_Static_assert(FRONTEND_RETIRED == {(int)FrontendOptions.Retired} && FRONTEND_RESET_IDLE == {(int)FrontendOptions.ResetIdle}, \"\");",
        .. Enum.GetValues<FoundIn>().Select(where => $"_Static_assert(FOUND_{(where == FoundIn.Nowhere ? "" : "IN_")}{where.ToString().ToUpperInvariant()} == {(uint)where}, \"\");"),
        $"_Static_assert(OUTSIDE == {Outside.Network} && UPLINK_PORT == {Outside.Port.Index}, \"\");",
        $"_Static_assert(PORT_TAP == {(int)PortOptions.Tap} && PORT_GATEWAY == {(int)PortOptions.Gateway}, \"\");",
        "_Static_assert(sizeof(struct bucket) == 64 + 8 * 64 && offsetof(struct bucket, tag) == 8, \"\");",
        "_Static_assert(offsetof(struct bucket, ways) == 64 && offsetof(struct bucket, rest) == 64, \"\");",
        $"_Static_assert(PACKET_BITS == {TrafficValue.PacketBits} && BYTE_BITS == {TrafficValue.ByteBits}, \"\");",
        $"_Static_assert(UNPROVEN_SECONDS == {FlowFacts.UnprovenSeconds} && CLOSED_SECONDS == {FlowFacts.ClosedSeconds} && FACTS_BYTES == {Marshal.SizeOf<FlowFacts>()}, \"\");",
    ]).Should().BeEmpty();

    private static IEnumerable<string> Assertions(Type type, string twin) =>
        Fields(type, twin).Prepend($"_Static_assert(sizeof({twin}) == {Marshal.SizeOf(type)}, \"size\");");

    /// <summary>What begins with FLOW_FACTS in C has them in a struct of their own.</summary>
    private static IEnumerable<string> Fields(Type type, string twin)
    {
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic))
        {
            if (field.FieldType == typeof(FlowFacts))
            {
                yield return $"_Static_assert({Marshal.OffsetOf(type, field.Name)} == 0, \"facts\");";
                foreach (var fact in Fields(typeof(FlowFacts), twin))
                    yield return fact;
                continue;
            }

            var name = Snake(Name().Match(field.Name).Groups[1].Value);
            var size = Marshal.SizeOf(field.FieldType.IsEnum ? Enum.GetUnderlyingType(field.FieldType) : field.FieldType);
            yield return $"_Static_assert(offsetof({twin}, {name}) == {Marshal.OffsetOf(type, field.Name)}, \"{name}\");";
            yield return $"_Static_assert(sizeof((({twin} *)0)->{name}) == {size}, \"{name}\");";
        }
    }

    private static string Compile(IEnumerable<string> lines, [CallerFilePath] string here = "")
    {
        var bpf = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../bpf"));
        var source = Path.GetTempFileName();
        string[] head = ["#include <stddef.h>", "#include <stdbool.h>", "#include <linux/bpf.h>", "#include <bpf/bpf_helpers.h>", "#include \"trial.h\""];
        File.WriteAllLines(source, [.. head, .. lines]);
        var output = Command.Try($"clang -target bpf -fsyntax-only -I/usr/include/$(uname -m)-linux-gnu -I{bpf} -x c {source}").Output;
        File.Delete(source);
        return output;
    }

    private static string Snake(string name) => Capital().Replace(name, "_$1").ToUpperInvariant().ToLower(System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex("<(\\w+)>")]
    private static partial Regex Name();

    [GeneratedRegex("(?<!^)([A-Z])")]
    private static partial Regex Capital();
}
