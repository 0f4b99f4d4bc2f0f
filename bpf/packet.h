/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* A packet as the steps see it. */
#ifndef ILB_PACKET_H
#define ILB_PACKET_H

#include <linux/if_ether.h>
#include <linux/ip.h>
#include <linux/tcp.h>
#include <linux/udp.h>
#include <linux/in.h>

#include "icmp.h"
#include "ipv6.h"
#include "maps.h"
#include "trial.h"

#define IP_AT ETH_HLEN
#define PROBE_SOURCE bpf_htonl(0xa83f8110)    /* 168.63.129.16 */
#define EMBEDDED_PREFIX bpf_htonl(0x0064ff9b) /* 64:ff9b::/96, IPv4 addresses in IPv6 (RFC 6052) */

/* The order of enum in the first flag byte of TCP. */
enum tcp_flag { TCP_FIN = 1, TCP_SYN = 2, TCP_RST = 4, TCP_ACK = 16 };

enum origin {
    FROM_MACHINE,
    FROM_GATEWAY,
    FROM_STRANGER, /* through a gateway, and not of a site: a router on the way that reports an error */
};

enum fragment {
    WHOLE,
    FIRST_FRAGMENT, /* has the L4 ports */
    LATER_FRAGMENT,
};

/* The packet that an ICMP error is about, as far as it must be quoted. */
struct quoted {
    struct address source, destination;
    __be16 source_port, destination_port;
    __be16 length_or_sequence, checksum; /* of UDP; for TCP the checksum lies beyond what must be quoted */
    __be16 ip_checksum;                  /* IPv4 */
    __u8 protocol;
    __u8 is_plain; /* without options, extensions, fragments */
};

struct packet {
    __u32 port;     /* slot it came from */
    __u32 home;     /* network of that port */
    __u32 network;  /* where its destination is */
    __u32 mtu;      /* of the port it came from; later the one that it did not fit in */
    __u32 to_port;  /* slot it goes to */
    __u32 bytes;    /* of the largest IP packet it becomes on a wire, after segmentation */
    __u32 length;   /* of the whole IP packet, before */
    __u32 segments; /* that it becomes */
    __u32 now;      /* seconds since boot, when it came */
    __u32 hash;     /* of its sender as a client, once its flow was looked for */
    __u32 frontend; /* slot of the one whose packet it is; 0: of none. It is counted there */
    __u32 frontend_generation;
    __u32 backend; /* slot of its flow's, or of the member that called its own set */
    __u32 backend_generation;
    __be16 source_port, destination_port;
    __be16 new_source_port, new_destination_port;
    __be32 acknowledged;   /* TCP */
    __be32 identification; /* the same in all fragments of a datagram; of IPv4 16 bits */
    __be16 ethertype;
    __u16 acl, acl_generation; /* of the access list that permitted it */
    __u8 protocol;
    __u8 tcp_flags;
    __u8 icmp_type;
    __u8 fragment;     /* enum fragment */
    __u8 route;        /* enum route_kind that leads to the destination; 0: none was asked for */
    __u8 from;         /* enum origin */
    __u8 is_peer;      /* the destination: of a network that its own is joined to */
    __u8 is_to_client; /* of the frontend's */
    __u8 opens_flow;
    __u8 is_ipv6;
    __u8 is_group; /* to a group's or everybody's Ethernet address */
    __u8 l4_at;    /* in the frame */
    __u8 l4_bytes; /* of the TCP header with its options */

    /* Set when the port was found, and when an IP packet was read; not blank before: until then nothing is answered. */
    struct address own ALIGNED; /* of the machine it came from */
    struct address source ALIGNED, destination ALIGNED;
    struct address new_source ALIGNED, new_destination ALIGNED;
    struct quoted quoted; /* by an ICMP error, once it was read */
};

/* Set where loads, and stores, are seen in the order of the program (x86): barriers ask only the compiler for it. */
const volatile __u32 ordered SEC(".rodata.order");

/* Seconds since boot, to within 17 ms and for 17 years: a division takes longer than to read the clock. */
static __always_inline __u32 now_seconds(void)
{
    __u64 ticks = bpf_ktime_get_coarse_ns() >> 24;
    return ticks * 576460752 >> 35; /* 2^24 / 10^9 * 2^35 */
}

MAP(BPF_MAP_TYPE_PERCPU_ARRAY, scratch, __u32, struct packet, 1, 0); /* of the version that runs: it is not pinned */

/* The stack of a program has 512 bytes, for all functions together: what every step sees lies beside it. */
static __always_inline struct packet *blank_packet(void)
{
    __u32 zero = 0;
    struct packet *p = bpf_map_lookup_elem(&scratch, &zero);
    if (p) {
        __builtin_memset(p, 0, offsetof(struct packet, own));
        p->now = now_seconds();
    }
    if (p && is_trial())
        __builtin_memset(&p->own, 0, offsetof(struct packet, quoted) - offsetof(struct packet, own));
    return p;
}

static __always_inline struct address ipv4(__be32 address)
{
    return (struct address){{0, 0, bpf_htonl(0xffff), address}};
}

typedef __u64 half_address __attribute__((may_alias));

/* The same in two writes. */
static __always_inline void set_ipv4(struct address *to, __be32 address)
{
    half_address *half = (half_address *)to;
    half[0] = 0;
    half[1] = (__u64)address << 32 | bpf_htonl(0xffff); /* little endian, as all that BPF runs on here */
}

static __always_inline bool is_ipv4(const struct address *a)
{
    return a->word[2] == bpf_htonl(0xffff) && !a->word[1] && !a->word[0];
}

static __always_inline bool same_address(const struct address *a, const struct address *b)
{
    const half_address *one = (const half_address *)a, *other = (const half_address *)b;
    return one[1] == other[1] && one[0] == other[0];
}

static __always_inline bool is_zero(const struct address *a)
{
    return !(a->word[0] | a->word[1] | a->word[2] | a->word[3]);
}

static __always_inline bool opens_connection(const struct packet *p)
{
    return (p->tcp_flags & (TCP_SYN | TCP_ACK | TCP_RST | TCP_FIN)) == TCP_SYN;
}

static __always_inline bool is_icmp(const struct packet *p)
{
    return p->protocol == (p->is_ipv6 ? IPPROTO_ICMPV6 : IPPROTO_ICMP);
}

static __always_inline bool is_echo(const struct packet *p)
{
    return p->icmp_type == (p->is_ipv6 ? ICMPV6_ECHO : ICMP_ECHO);
}

/* What the host's probes come from: 168.63.129.16 or 64:ff9b::168.63.129.16. */
static __always_inline bool is_probe_source(const struct address *a)
{
    return a->word[3] == PROBE_SOURCE && (is_ipv4(a) || (a->word[0] == EMBEDDED_PREFIX && !a->word[1] && !a->word[2]));
}

/* From the beginning of the IP packet to what L4 carries. */
static __always_inline __u32 headers_of(const struct packet *p, __u32 l4_bytes)
{
    return p->l4_at - IP_AT + l4_bytes;
}

#endif
