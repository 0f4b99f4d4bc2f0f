/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * The contract between the program in the kernel and src/Forwarding/Kernel: every struct here has a twin there, and a
 * test proves the layouts equal. Numbers are in host order, addresses and L4 ports in network order. Slots start at 1.
 */
#ifndef ILB_FORWARDING_H
#define ILB_FORWARDING_H

#include <linux/types.h>

/*
 * The network of public VIPs and of whoever is beyond the uplink; no network inside has this bit. A flow that came from
 * there is in the network of the machine that it was given, with this bit set.
 */
#define OUTSIDE 0x80000000

#define UPLINK_PORT 0 /* slot of the one port that leads outside; machines' start at 1 */
#define NO_PORT 0xffffffff

/* 16 bytes in network order; IPv4 as ::ffff:a.b.c.d, so that one path serves both families. */
struct address {
    __u32 word[4];
};

/* For where every packet comes by: so they are copied and compared by halves. In keys they follow a word. */
#define ALIGNED __attribute__((aligned(8)))

/* routes (hash): exact address of a machine or VIP. */
struct route_key {
    __u32 network;
    struct address address;
};

/* prefixes (LPM trie): asked when the exact lookup misses. */
struct prefix_key {
    __u32 prefix_bits; /* of network and address together: 32 + 96 + IPv4 length */
    __u32 network;
    struct address address;
};

enum route_kind {
    ROUTE_PORT = 1,    /* a machine of this host: target is its port slot */
    ROUTE_VIP = 2,     /* a virtual IP: frontends decide */
    ROUTE_NETWORK = 3, /* inside the network, nobody has the address */
    ROUTE_GATEWAY = 4, /* of a site beyond a gateway of this host: target is the gateway's port slot */
    ROUTE_PEER = 5,    /* of another network that this one is joined to: target is that network */
};

struct route {
    __u32 kind;   /* enum route_kind */
    __u32 target; /* port slot for ROUTE_PORT and ROUTE_GATEWAY, network for ROUTE_PEER, else 0 */
    __u32 mtu;    /* bytes */
};

/* port_slots (hash): ifindex -> port slot. ports (array): port slot -> port. ifindex 0: no such port. */
struct port {
    __u32 ifindex;
    __u32 generation;
    __u32 network;
    __u32 mtu;
    struct address address ALIGNED; /* the only IPv4 address that packets from a machine may carry, or ARP may claim */
    __u8 mac[6];                    /* of the machine's interface */
    __u8 flags;                     /* enum port_flag */
    __u8 zero;
    struct address address6 ALIGNED; /* the only IPv6 one beside link-local ones; all zeros: IPv6 is refused */
};

enum port_flag {
    PORT_TAP = 1,     /* deliver with bpf_redirect instead of bpf_redirect_peer */
    PORT_GATEWAY = 2, /* its packets may also have sources of the sites that routes lead to through it */
};

/* frontends (hash). Also the key of targets (hash): (network, DIP, local port, protocol) -> backend slot. */
struct frontend_key {
    __u32 network;
    struct address address;
    __be16 port;
    __u8 protocol;
    __u8 zero;
};

/* Bit n of non_members: no port with a slot of n modulo 256 is a member, so that members need not be asked. */
#define NON_MEMBER_WORDS 4

struct frontend {
    __u32 slot;
    __u32 generation;
    __u32 table_size; /* entries of its Maglev table; 0: no backend takes new flows */
    __u32 idle_seconds;
    __u8 distribution;      /* enum distribution */
    __u8 flags;             /* enum frontend_flag */
    __u16 affinity_seconds; /* so long after its last new flow a client stays with its backend; 0: none does */
    __u32 network;          /* of its backends; another than its own only for a public one */
    __u64 non_members[NON_MEMBER_WORDS];
};

enum distribution {
    DISTRIBUTION_FIVE_TUPLE = 0,
    DISTRIBUTION_SOURCE_IP_PROTOCOL = 1,
    DISTRIBUTION_SOURCE_IP = 2,
};

enum frontend_flag {
    FRONTEND_FLOATING_IP = 1, /* packets keep the VIP as destination; members answer as the VIP */
    FRONTEND_LOOPBACK = 2,    /* members may call it */
    FRONTEND_RETIRED = 4,     /* its VIP moved away: it is only known so that members may go on answering as it */
    FRONTEND_RESET_IDLE = 8,  /* both sides of a TCP flow that was silent for too long are told */
    FRONTEND_SILENT = 16,     /* while no backend takes flows, clients are not told */
};

/* maglev (array of maps): frontend slot -> array of backend slots, table_size entries, __u32 each. */

/* backends (array): backend slot -> backend. generation 0: no such backend. */
struct backend {
    __u32 generation;
    __u32 network;
    __u32 frontend; /* slot */
    __u32 frontend_generation;
    __u32 port; /* slot of its machine's port */
    struct address address;
    __be16 l4_port;
    __u8 state; /* enum backend_state */
    __u8 zero;
};

enum backend_state {
    BACKEND_UP = 0,
    BACKEND_DOWN = 1,
    BACKEND_DRAINING = 2,
    BACKEND_CUT_OFF = 3, /* it drained and its flows had their time */
};

/* members (hash): (frontend slot, port slot) -> backend slot; who must not call the set it belongs to, unless it
 * allows. */
struct member_key {
    __u32 frontend;
    __u32 port;
};

/* acls (array): frontend slot -> the access list that guards it. slot 0: none does. */
struct acl {
    __u32 slot;
    __u32 generation;
};

/*
 * acl_rules (LPM trie): each prefix holds the first rule among its own and those of the prefixes around it. The
 * generation is part of the key: another version of a list lies whole beside the one in force.
 */
struct acl_key {
    __u32 prefix_bits; /* of slot, generation and address together: 64 + 96 + IPv4 length */
    __u32 slot;
    __u32 generation;
    struct address address; /* of the client */
};

enum acl_verdict {
    ACL_UNKNOWN = 0, /* only while a list changes */
    ACL_DENY = 1,
    ACL_PERMIT = 2,
};

struct acl_rule {
    __u32 verdict; /* enum acl_verdict */
    __u32 order;   /* of the rule; all bits set: no rule matched */
};

/* What went one way, as flows count it, too: packets after segmentation, bytes of IP packets before. */
struct way {
    __u64 packets;
    __u64 bytes;
};

/* frontend_traffic, backend_traffic (per processor): slot -> what was delivered through that frontend or backend. */
struct endpoint_traffic {
    __u32 generation; /* another one: an earlier tenant's */
    __u32 zero;
    __u64 flows; /* opened */
    __u64 syns;  /* of a frontend also those that were refused */
    struct way to_backend, to_client;
};

/* drops (per processor): -> packets of a frontend that were not delivered. */
struct drop_key {
    __u32 frontend; /* slot */
    __u32 frontend_generation;
    __u32 backend; /* slot of the flow's, or of the member that called its own set; 0: none was chosen yet */
    __u32 backend_generation;
    __u32 verdict;
    __u32 is_to_client;
};

/* last_sweep (array of one): the ways in use that the last sweep of the flow table left. */
struct sweep {
    __u32 number;
    __u32 flows;
    __u32 overflow;
    __u32 zero;
};

/* swept_flows (array): backend slot -> its open balanced flows that the sweep of that number left. */
struct swept_flows {
    __u32 sweep;
    __u32 flows;
};

#endif
