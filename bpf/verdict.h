/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Why a packet left the way it did. No packet leaves without one: each has a name, something that is done with the
 * packet, and a counter per processor. This list is the only one; the agent reads it from this file. New ones go at the
 * end, since counters outlive a version of the program.
 */
#ifndef ILB_VERDICT_H
#define ILB_VERDICT_H

enum action {
    DROP,
    DELIVER,     /* to the port chosen, rewritten */
    BACK,        /* the frame became an answer and returns to where it came from */
    HOST,        /* up the host's own stack */
    REFUSE,      /* TCP: RST; UDP: port unreachable */
    UNREACHABLE, /* host unreachable */
    PROHIBITED,  /* network administratively prohibited */
    SHRINK,      /* fragmentation needed, with the MTU that fits */
};

/* clang-format off */
#define VERDICTS \
    VERDICT(delivered, DELIVER, "to a machine of the network, as it is") \
    VERDICT(balanced, DELIVER, "from a client to the backend of its flow") \
    VERDICT(replied, DELIVER, "from a backend back to the client, as from the VIP") \
    VERDICT(icmp_translated, DELIVER, "an ICMP error about a flow, to the owner of the flow") \
    VERDICT(arp_answered, BACK, "ARP request answered with the router's address") \
    VERDICT(vip_ping, BACK, "ping of a VIP, answered") \
    VERDICT(probe_reply, HOST, "answer to a probe") \
    VERDICT(arp_silent, DROP, "ARP that needs no answer: an address check, an announcement, a reply") \
    VERDICT(arp_spoofed, DROP, "ARP that claims an address of another machine") \
    VERDICT(malformed, DROP, "headers that make no sense: a wrong version, an address of another kind, no checksum where one must be") \
    VERDICT(not_ip, DROP, "neither IP nor ARP") \
    VERDICT(ipv6, DROP, "IPv6, where there is none: the network has no prefix, or outside, or at a gateway") \
    VERDICT(ip_options, DROP, "IPv4 options are not carried") \
    VERDICT(multicast, DROP, "to a group or to everybody, which networks do not carry") \
    VERDICT(unknown_port, DROP, "from an interface that is no port") \
    VERDICT(source_spoofed, DROP, "from an address that is not the machine's") \
    VERDICT(probe_source_spoofed, DROP, "from the address of probes, which only the host may use") \
    VERDICT(not_a_probe_reply, DROP, "to the address of probes, and no answer to one") \
    VERDICT(fragment, DROP, "a fragment to a VIP that came before the first one, which has the ports") \
    VERDICT(icmp_unmatched, DROP, "ICMP that belongs to nothing the sender received") \
    VERDICT(kernel_error, DROP, "the kernel could not change the packet (memory)") \
    VERDICT(no_program, DROP, "the port program is missing; start `ilb serve` again") \
    VERDICT(no_route, DROP, "a route of a kind that this program does not know") \
    VERDICT(way_out, PROHIBITED, "to an address outside the network: machines have no way out") \
    VERDICT(no_machine, UNREACHABLE, "inside the network, but nobody has the address") \
    VERDICT(port_absent, UNREACHABLE, "to a machine whose port has no interface now") \
    VERDICT(too_big, SHRINK, "larger than the network's MTU") \
    VERDICT(protocol_refused, REFUSE, "to a VIP, and neither TCP, UDP nor ping") \
    VERDICT(no_endpoint, REFUSE, "to a VIP's port that has no endpoint") \
    VERDICT(no_backend, REFUSE, "to a set of which no backend takes flows now") \
    VERDICT(own_set, REFUSE, "from a member to the set it belongs to") \
    VERDICT(no_flow, REFUSE, "amid a connection that is not known") \
    VERDICT(backend_gone, REFUSE, "of a flow whose backend was removed") \
    VERDICT(flow_table_full, REFUSE, "no room for another flow") \
    VERDICT(acl_denied, REFUSE, "to an endpoint whose access list denies the sender, or of a flow that it denies now") \
    VERDICT(not_public, DROP, "from outside, and not to a public VIP") \
    VERDICT(not_transitive, PROHIBITED, "from one site or joined network on to another: only the network between them is reached") \
    VERDICT(fragment_followed, DELIVER, "a later fragment, to where the first one went") \
    VERDICT(land, DROP, "from an address to itself") \
    VERDICT(vlan_tagged, DROP, "with a VLAN tag, which networks do not have") \
    VERDICT(drain_over, REFUSE, "of a flow that was left when its backend had drained long enough") \
    VERDICT(ipv6_extension, DROP, "IPv6 extension headers are not carried, but for fragments") \
    VERDICT(nd_answered, BACK, "IPv6 neighbour solicitation answered with the router's address") \
    VERDICT(nd_silent, DROP, "IPv6 neighbour discovery that needs no answer: an address check, an announcement, a report of groups") \
    VERDICT(nd_spoofed, DROP, "IPv6 neighbour discovery from an address that is not the machine's") \
    VERDICT(no_backend_silent, DROP, "to a set of which no backend takes flows now, and which is to be silent then") \
    VERDICT(truncated, DROP, "ends before its headers do") \
    VERDICT(bad_length, DROP, "a length in its headers contradicts another, or the frame")
/* clang-format on */

enum verdict {
    GO_ON = 0, /* no verdict yet */
#define VERDICT(name, action, meaning) VERDICT_##name,
    VERDICTS
#undef VERDICT
        VERDICT_COUNT,
};

#define MOST_VERDICTS 64 /* room in the map, which is kept over versions */
_Static_assert(VERDICT_COUNT <= MOST_VERDICTS, "the map of counters is full");

static __always_inline enum action action_of(__u32 verdict)
{
    static const __u8 actions[VERDICT_COUNT] = {
#define VERDICT(name, action, meaning) [VERDICT_##name] = action,
        VERDICTS
#undef VERDICT
    };
    return verdict < VERDICT_COUNT ? actions[verdict] : DROP;
}

#endif
