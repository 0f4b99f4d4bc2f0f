/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* A packet as the steps see it, and how it is read from the frame. */
#ifndef ILB_PACKET_H
#define ILB_PACKET_H

#include <linux/if_ether.h>
#include <linux/ip.h>
#include <linux/tcp.h>
#include <linux/udp.h>
#include <linux/in.h>

#include "icmp.h"
#include "maps.h"

#define IP_AT ETH_HLEN
#define PROBE_SOURCE bpf_htonl(0xa83f8110)        /* 168.63.129.16 */
#define L4_AT (IP_AT + (int)sizeof(struct iphdr)) /* a constant, since IPv4 options are refused */

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

struct packet {
    __u32 port;     /* slot it came from */
    __u32 home;     /* network of that port */
    __u32 network;  /* where its destination is */
    __u32 to_port;  /* slot it goes to */
    __u32 bytes;    /* of the largest IP packet it becomes on a wire, after segmentation */
    __u32 length;   /* of the whole IP packet, before */
    __u32 segments; /* that it becomes */
    __u32 mtu;      /* of the port it came from; later the one that it did not fit in */
    __u32 frontend; /* slot of the one whose packet it is; 0: of none. It is counted there */
    __u32 frontend_generation;
    __u32 backend; /* slot of its flow's, or of the member that called its own set */
    __u32 backend_generation;
    struct address own; /* of the machine it came from */
    struct address source, destination;
    struct address new_source, new_destination;
    __be16 source_port, destination_port;
    __be16 new_source_port, new_destination_port;
    __be32 acknowledged; /* TCP */
    __be16 ethertype;
    __be16 identification;     /* the same in all fragments of a datagram */
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
};

MAP(BPF_MAP_TYPE_PERCPU_ARRAY, scratch, __u32, struct packet, 1, 0); /* of the version that runs: it is not pinned */

/* The stack of a program has 512 bytes, for all functions together: what every step sees lies beside it. */
static __always_inline struct packet *blank_packet(void)
{
    __u32 zero = 0;
    struct packet *p = bpf_map_lookup_elem(&scratch, &zero);
    if (p)
        __builtin_memset(p, 0, sizeof(*p));
    return p;
}

static __always_inline struct address ipv4(__be32 address)
{
    return (struct address){{0, 0, bpf_htonl(0xffff), address}};
}

static __always_inline bool same_address(const struct address *a, const struct address *b)
{
    return a->word[3] == b->word[3] && a->word[2] == b->word[2] && a->word[1] == b->word[1] && a->word[0] == b->word[0];
}

static __always_inline bool opens_connection(const struct packet *p)
{
    return (p->tcp_flags & (TCP_SYN | TCP_ACK | TCP_RST | TCP_FIN)) == TCP_SYN;
}

/* Where the sender did not count them (a guest, some devices), from the sizes. */
static __always_inline __u32 segments_of(struct __sk_buff *skb, __u32 payload)
{
    __u32 most = skb->gso_size;
    return skb->gso_segs ?: most ? (payload + most - 1) / most : 1;
}

/* Headers are in the linear part of nearly every packet; three calls of the helper cost 17 ns more than to read them.
 */
static __always_inline long read_bytes(struct __sk_buff *skb, __u32 at, void *to, __u32 length)
{
    void *data = (void *)(long)skb->data, *end = (void *)(long)skb->data_end;
    if (data + at + length > end)
        return bpf_skb_load_bytes(skb, at, to, length);
    __builtin_memcpy(to, data + at, length);
    return 0;
}

static __always_inline int read_tcp(struct __sk_buff *skb, struct packet *p, __u32 ip_bytes)
{
    struct tcphdr tcp;
    if (read_bytes(skb, L4_AT, &tcp, sizeof(tcp)))
        return VERDICT_malformed;
    __u32 headers = sizeof(struct iphdr) + tcp.doff * 4;
    if (tcp.doff < 5 || headers > ip_bytes)
        return VERDICT_malformed;
    p->source_port = tcp.source;
    p->destination_port = tcp.dest;
    p->acknowledged = tcp.ack_seq;
    p->tcp_flags = ((__u8 *)&tcp)[13];
    p->segments = segments_of(skb, ip_bytes - headers);
    p->bytes = skb->gso_size ? headers + skb->gso_size : ip_bytes;
    return GO_ON;
}

static __always_inline int read_udp(struct __sk_buff *skb, struct packet *p, __u32 ip_bytes)
{
    struct udphdr udp;
    __u32 headers = sizeof(struct iphdr) + sizeof(udp);
    if (headers > ip_bytes || read_bytes(skb, L4_AT, &udp, sizeof(udp)))
        return VERDICT_malformed;
    p->source_port = udp.source;
    p->destination_port = udp.dest;
    p->segments = segments_of(skb, ip_bytes - headers);
    p->bytes = skb->gso_size ? headers + skb->gso_size : ip_bytes;
    return GO_ON;
}

static __always_inline int read_icmp(struct __sk_buff *skb, struct packet *p, __u32 ip_bytes)
{
    struct icmphdr icmp;
    if (sizeof(struct iphdr) + sizeof(icmp) > ip_bytes || read_bytes(skb, L4_AT, &icmp, sizeof(icmp)))
        return VERDICT_malformed;
    p->icmp_type = icmp.type;
    return GO_ON;
}

static __always_inline enum fragment fragment_of(__be16 flags_and_offset)
{
    bool is_later = flags_and_offset & bpf_htons(0x1fff), more_follow = flags_and_offset & bpf_htons(0x2000);
    return is_later ? LATER_FRAGMENT : more_follow ? FIRST_FRAGMENT : WHOLE;
}

/* A segmented packet may be larger than the field can say; then it says 0 (BIG TCP, Linux 6.3). */
static __always_inline __u32 ip_length(struct __sk_buff *skb, const struct iphdr *ip)
{
    return !ip->tot_len && ip->protocol == IPPROTO_TCP && skb->gso_size ? skb->len - ETH_HLEN : bpf_ntohs(ip->tot_len);
}

static __always_inline int read_ipv4(struct __sk_buff *skb, struct packet *p)
{
    struct iphdr ip;
    if (read_bytes(skb, IP_AT, &ip, sizeof(ip)) || ip.version != 4 || ip.ihl < 5)
        return VERDICT_malformed;
    __u32 ip_bytes = ip_length(skb, &ip);
    if (ip_bytes < sizeof(ip) || ip_bytes > skb->len - ETH_HLEN)
        return VERDICT_malformed;
    if (ip.ihl > 5)
        return VERDICT_ip_options;
    p->source = ipv4(ip.saddr);
    p->destination = ipv4(ip.daddr);
    p->protocol = ip.protocol;
    p->fragment = fragment_of(ip.frag_off);
    p->identification = ip.id;
    p->bytes = p->length = ip_bytes;
    p->segments = 1;
    if (ip.saddr == ip.daddr)
        return VERDICT_land;
    if (p->fragment == LATER_FRAGMENT)
        return GO_ON; /* what lies where the ports would be is data */
    return ip.protocol == IPPROTO_TCP    ? read_tcp(skb, p, ip_bytes)
           : ip.protocol == IPPROTO_UDP  ? read_udp(skb, p, ip_bytes)
           : ip.protocol == IPPROTO_ICMP ? read_icmp(skb, p, ip_bytes)
                                         : GO_ON;
}

static __noinline int read_packet(struct __sk_buff *skb, struct packet *p)
{
    struct ethhdr eth;
    if (read_bytes(skb, 0, &eth, sizeof(eth)))
        return VERDICT_malformed;
    p->ethertype = eth.h_proto;
    if (skb->vlan_present || eth.h_proto == bpf_htons(ETH_P_8021Q) || eth.h_proto == bpf_htons(ETH_P_8021AD))
        return VERDICT_vlan_tagged;
    if (eth.h_proto == bpf_htons(ETH_P_ARP))
        return GO_ON;
    if (eth.h_proto == bpf_htons(ETH_P_IPV6))
        return VERDICT_ipv6;
    if (eth.h_proto != bpf_htons(ETH_P_IP))
        return VERDICT_not_ip;
    if (eth.h_dest[0] & 1)
        return VERDICT_multicast;
    int verdict = read_ipv4(skb, p);
    p->new_source = p->source;
    p->new_destination = p->destination;
    p->new_source_port = p->source_port;
    p->new_destination_port = p->destination_port;
    return verdict;
}

#endif
