using System.Net;
using Ilb.Forwarding;
using Ilb.Forwarding.Kernel;

namespace Ilb.Packets.Model;

/// <summary>Access lists without a trie: of the rules of the list in force, the one with the longest prefix around the client.</summary>
internal static class ModelAcl
{
    internal static AclValue? Of(ForwardingState state, uint frontend) =>
        state.Acls.TryGetValue(frontend, out var acl) ? acl : null;

    internal static bool Permits(ForwardingState state, uint frontend, IPAddress client)
    {
        if (Of(state, frontend) is not { } acl)
            return true;
        var matching = state.AclRules.Where(rule =>
            rule.Key.Slot == acl.Slot && rule.Key.Generation == acl.Generation && IsAround(rule.Key, client));
        return matching.MaxBy(rule => rule.Key.PrefixBits).Value.Verdict == AclVerdict.Permit;
    }

    private static bool IsAround(AclKey key, IPAddress client)
    {
        var length = (int)key.PrefixBits - 160;
        return length == 0 || Number(key.Address.ToAddress()) >> (32 - length) == Number(client) >> (32 - length);
    }

    private static uint Number(IPAddress address) => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());
}
