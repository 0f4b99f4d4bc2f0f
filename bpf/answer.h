/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Frames made here out of the packet that caused them, sent back to where it came from. */
#ifndef ILB_ANSWER_H
#define ILB_ANSWER_H

#include "rewrite.h"

static __always_inline int send_back(struct __sk_buff *skb)
{
    return bpf_redirect(skb->ifindex, 0);
}

static __always_inline void turn_macs(__u8 macs[2 * ETH_ALEN])
{
    __builtin_memcpy(macs, macs + ETH_ALEN, ETH_ALEN);
    __builtin_memcpy(macs + ETH_ALEN, router_mac, ETH_ALEN);
}

static __noinline long turn_ethernet(struct __sk_buff *skb)
{
    __u8 macs[2 * ETH_ALEN];
    if (bpf_skb_load_bytes(skb, 0, macs, sizeof(macs)))
        return -1;
    turn_macs(macs);
    return bpf_skb_store_bytes(skb, 0, macs, sizeof(macs), 0);
}

/* Of what is made here; an answer goes from the address that was called to the machine. */
struct ends {
    struct address from, to;
};

/* Where L4 begins in what is made here. */
static __always_inline __u32 plain_l4_at(const struct ends *e)
{
    return IP_AT + (is_ipv4(&e->from) ? sizeof(struct iphdr) : sizeof(struct ipv6hdr));
}

static __always_inline struct iphdr header_between(__be32 from, __be32 to, __u8 protocol, __u16 bytes)
{
    struct iphdr ip = {.version = 4, .ihl = 5, .ttl = 64, .protocol = protocol, .saddr = from, .daddr = to};
    ip.tot_len = bpf_htons(bytes);
    ip.frag_off = bpf_htons(0x4000);
    ip.check = fold(bpf_csum_diff(NULL, 0, (__be32 *)&ip, sizeof(ip), 0));
    return ip;
}

static __noinline long store_ip(struct __sk_buff *skb, const struct ends *e, __u8 protocol, __u16 l4_bytes)
{
    if (is_ipv4(&e->from)) {
        struct iphdr ip = header_between(e->from.word[3], e->to.word[3], protocol, sizeof(ip) + l4_bytes);
        return bpf_skb_store_bytes(skb, IP_AT, &ip, sizeof(ip), BPF_F_INVALIDATE_HASH);
    }
    struct ipv6hdr ip = {.version_and_flow = bpf_htonl(6 << 28), .next = protocol, .hop_limit = 64};
    ip.payload_bytes = bpf_htons(l4_bytes);
    ip.source = e->from;
    ip.destination = e->to;
    return bpf_skb_store_bytes(skb, IP_AT, &ip, sizeof(ip), BPF_F_INVALIDATE_HASH);
}

/* The same sum for both families: the first words of an IPv4 address add up to zero. */
static __always_inline __u64 pseudo_header_sum(const struct ends *e, __u8 protocol, __u16 l4_bytes)
{
    return bpf_csum_diff(NULL, 0, (__be32 *)e, sizeof(*e), bpf_htons(protocol) + bpf_htons(l4_bytes));
}

/*
 * The frame may have been a 64 KB one whose checksum the device was to complete (CHECKSUM_PARTIAL), and stays marked
 * so. The kernel knows: starting from 0xffff, which is zero in one's complement, it adds the parts that belong into the
 * field.
 */
static __noinline long store_segment(struct __sk_buff *skb, const struct ends *e, struct tcphdr *tcp)
{
    __u32 at = plain_l4_at(e), sum_at = at + offsetof(struct tcphdr, check);
    __u64 pseudo = pseudo_header_sum(e, IPPROTO_TCP, sizeof(*tcp));
    __u64 sum = bpf_csum_diff(NULL, 0, (__be32 *)tcp, sizeof(*tcp), 0);
    tcp->check = 0xffff;
    return bpf_skb_change_tail(skb, at + sizeof(*tcp), 0) || store_ip(skb, e, IPPROTO_TCP, sizeof(*tcp)) ||
           bpf_skb_store_bytes(skb, at, tcp, sizeof(*tcp), 0) ||
           bpf_l4_csum_replace(skb, sum_at, 0, pseudo, BPF_F_PSEUDO_HDR) || bpf_l4_csum_replace(skb, sum_at, 0, sum, 0);
}

static __always_inline __u32 payload_and_flags(const struct packet *p, const struct tcphdr *tcp)
{
    return p->length - headers_of(p, tcp->doff * 4) + !!(p->tcp_flags & TCP_SYN) + !!(p->tcp_flags & TCP_FIN);
}

static __noinline int reset(struct __sk_buff *skb, const struct packet *p)
{
    struct ends e = {p->destination, p->source};
    struct tcphdr t;
    if ((p->tcp_flags & TCP_RST) || bpf_skb_load_bytes(skb, p->l4_at, &t, sizeof(t)))
        return TC_ACT_SHOT;
    struct tcphdr tcp = {.source = t.dest, .dest = t.source, .doff = 5, .rst = 1};
    if (p->tcp_flags & TCP_ACK) {
        tcp.seq = t.ack_seq;
    } else {
        tcp.ack = 1;
        tcp.ack_seq = bpf_htonl(bpf_ntohl(t.seq) + payload_and_flags(p, &t));
    }
    return store_segment(skb, &e, &tcp) || turn_ethernet(skb) ? TC_ACT_SHOT : send_back(skb);
}

static __always_inline bool may_have_icmp_error(const struct packet *p)
{
    return !p->fragment && (!is_icmp(p) || is_echo(p));
}

/* What ICMP says with this code of "unreachable", in the words of ICMPv6. */
static __always_inline struct icmphdr in_icmpv6(__u8 code)
{
    switch (code) {
    case ICMP_FRAG_NEEDED:
        return (struct icmphdr){.type = ICMPV6_PACKET_TOO_BIG};
    case ICMP_PROT_UNREACH: /* at the header's field that names the next one */
        return (struct icmphdr){
            .type = ICMPV6_PARAMETER_PROBLEM, .code = 1, .mtu = bpf_htons(offsetof(struct ipv6hdr, next))};
    case ICMP_PORT_UNREACH:
        return (struct icmphdr){.type = ICMPV6_DEST_UNREACH, .code = ICMPV6_PORT_UNREACH};
    case ICMP_PKT_FILTERED:
        return (struct icmphdr){.type = ICMPV6_DEST_UNREACH, .code = ICMPV6_PROHIBITED};
    default:
        return (struct icmphdr){.type = ICMPV6_DEST_UNREACH, .code = ICMPV6_ADDRESS_UNREACH};
    }
}

#define QUOTED_L4_BYTES 8

struct complaint {
    struct icmphdr icmp;
    __u8 about[sizeof(struct ipv6hdr) + QUOTED_L4_BYTES];
};

/*
 * A frame marked CHECKSUM_PARTIAL stays marked so, for no helper takes the mark away. A machine behind a veth takes it
 * as it is, and so does a guest behind a tap; unless that guest refuses such frames: then the kernel finishes the
 * checksum where the quote is by now, and the guest drops the answer.
 */
static __noinline int unreachable(struct __sk_buff *skb, const struct packet *p, __u8 code, __u16 mtu)
{
    struct ends e = {p->destination, p->source};
    struct complaint c = {};
    __u32 at = plain_l4_at(&e), quoted = at - IP_AT + QUOTED_L4_BYTES, bytes = sizeof(c.icmp) + quoted;
    if (quoted > sizeof(c.about) || !may_have_icmp_error(p) || bpf_skb_load_bytes(skb, IP_AT, c.about, quoted))
        return TC_ACT_SHOT;
    c.icmp = p->is_ipv6 ? in_icmpv6(code) : (struct icmphdr){.type = ICMP_DEST_UNREACH, .code = code};
    if (mtu)
        c.icmp.mtu = bpf_htons(mtu);
    __u64 pseudo = p->is_ipv6 ? pseudo_header_sum(&e, IPPROTO_ICMPV6, bytes) : 0;
    c.icmp.checksum = fold(bpf_csum_diff(NULL, 0, (__be32 *)&c, sizeof(c), pseudo)); /* behind the quote are zeros */
    if (bpf_skb_change_tail(skb, at + bytes, 0) ||
        store_ip(skb, &e, p->is_ipv6 ? IPPROTO_ICMPV6 : IPPROTO_ICMP, bytes) ||
        bpf_skb_store_bytes(skb, at, &c, bytes, 0) || turn_ethernet(skb))
        return TC_ACT_SHOT;
    return send_back(skb);
}

static __always_inline int refuse(struct __sk_buff *skb, const struct packet *p)
{
    if (p->protocol == IPPROTO_TCP)
        return p->fragment ? TC_ACT_SHOT : reset(skb, p);
    return unreachable(skb, p, p->protocol == IPPROTO_UDP ? ICMP_PORT_UNREACH : ICMP_PROT_UNREACH, 0);
}

#endif
