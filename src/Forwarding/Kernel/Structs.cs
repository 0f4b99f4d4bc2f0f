using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ilb.Forwarding.Kernel;

// Twins of the structs in bpf/forwarding.h; tests/Packets proves the layouts equal. Comments on the fields are there.

[StructLayout(LayoutKind.Sequential)]
public readonly record struct KernelAddress(uint Word0, uint Word1, uint Word2, uint Word3)
{
    public static KernelAddress From(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        Span<byte> bytes = stackalloc byte[16];
        address.MapToIPv6().TryWriteBytes(bytes, out _);
        return MemoryMarshal.Read<KernelAddress>(bytes);
    }

    public IPAddress ToAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        Unsafe.WriteUnaligned(ref bytes[0], this);
        var address = new IPAddress(bytes);
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }

    public override string ToString() => ToAddress().ToString();
}

[StructLayout(LayoutKind.Sequential)]
public readonly record struct RouteKey(uint Network, KernelAddress Address);

[StructLayout(LayoutKind.Sequential)]
public readonly record struct PrefixKey(uint PrefixBits, uint Network, KernelAddress Address);

public enum RouteKind : uint
{
    Port = 1,
    Vip = 2,
    Network = 3,
    Gateway = 4,
    Peer = 5,
}

[StructLayout(LayoutKind.Sequential)]
public readonly record struct RouteValue(RouteKind Kind, uint Target, uint Mtu);

[StructLayout(LayoutKind.Sequential)]
public readonly record struct FrontendKey(uint Network, KernelAddress Address, BigEndianPort Port, byte Protocol, byte Zero = 0);

[StructLayout(LayoutKind.Sequential)]
public readonly record struct FrontendValue(
    uint Slot,
    uint Generation,
    uint TableSize,
    uint IdleSeconds,
    byte Distribution,
    FrontendOptions Flags,
    ushort AffinitySeconds = 0,
    uint Network = 0,
    PortSet NonMembers = default);

/// <summary>enum frontend_flag.</summary>
[Flags]
public enum FrontendOptions : byte
{
    None = 0,
    FloatingIp = 1,
    Loopback = 2,
    Retired = 4,
    ResetIdle = 8,
    Silent = 16,
}

[StructLayout(LayoutKind.Sequential)]
public readonly record struct BackendValue(
    uint Generation, uint Network, uint Frontend, uint FrontendGeneration, uint Port, KernelAddress Address, BigEndianPort L4Port, byte State, byte Zero = 0);

[StructLayout(LayoutKind.Sequential)]
public readonly record struct MemberKey(uint Frontend, uint Port);

[StructLayout(LayoutKind.Sequential)]
public readonly record struct AclValue(uint Slot, uint Generation);

[StructLayout(LayoutKind.Sequential)]
public readonly record struct AclKey(uint PrefixBits, uint Slot, uint Generation, KernelAddress Address);

public enum AclVerdict : uint
{
    Deny = 1,
    Permit = 2,
}

[StructLayout(LayoutKind.Sequential)]
public readonly record struct AclRuleValue(AclVerdict Verdict, uint Order);

/// <summary>What went one way.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Way(ulong Packets, ulong Bytes)
{
    public static Way operator +(Way one, Way other) => new(one.Packets + other.Packets, one.Bytes + other.Bytes);

    public static Way Add(Way left, Way right) => left + right;
}

[StructLayout(LayoutKind.Sequential)]
public readonly record struct EndpointTrafficValue(uint Generation, uint Zero, ulong Flows, ulong Syns, Way ToBackend, Way ToClient);

[StructLayout(LayoutKind.Sequential)]
public readonly record struct DropKey(
    uint Frontend, uint FrontendGeneration, uint Backend, uint BackendGeneration, uint Verdict, uint IsToClient);

/// <summary>What a sweep of the flow table left.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Sweep(uint Number, uint Flows, uint Overflow, uint Zero);

/// <param name="Sweep">Number of the sweep that found them; an earlier one: none was left.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct SweptFlows(uint Sweep, uint Flows);

/// <summary>An L4 port in network order.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct BigEndianPort
{
    private readonly ushort _raw;

    public BigEndianPort(ushort port) => _raw = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(port);

    public ushort Value => System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(_raw);

    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
