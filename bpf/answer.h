/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Frames made here out of the packet that caused them, sent back to where it came from. */
#ifndef ILB_ANSWER_H
#define ILB_ANSWER_H

#include "rewrite.h"

static const __u8 router_mac[ETH_ALEN] = {0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc};

static __always_inline __u16 fold(__u64 sum)
{
    sum = (sum & 0xffff) + (sum >> 16);
    sum = (sum & 0xffff) + (sum >> 16);
    return ~((sum & 0xffff) + (sum >> 16));
}

static __always_inline int send_back(struct __sk_buff *skb)
{
    return bpf_redirect(skb->ifindex, 0);
}

static __always_inline void turn_ethernet(struct ethhdr *eth)
{
    __builtin_memcpy(eth->h_dest, eth->h_source, ETH_ALEN);
    __builtin_memcpy(eth->h_source, router_mac, ETH_ALEN);
}

/* The header of an answer, from the address that was called to the machine. */
static __always_inline struct iphdr answer_header(const struct packet *p, __u8 protocol, __u16 bytes)
{
    struct iphdr ip = {.version = 4, .ihl = 5, .ttl = 64, .protocol = protocol};
    ip.tot_len = bpf_htons(bytes);
    ip.frag_off = bpf_htons(0x4000);
    ip.saddr = p->destination.word[3];
    ip.daddr = p->source.word[3];
    ip.check = fold(bpf_csum_diff(NULL, 0, (__be32 *)&ip, sizeof(ip), 0));
    return ip;
}

struct reset_frame {
    struct ethhdr eth;
    struct iphdr ip;
    struct tcphdr tcp;
} __attribute__((packed));

static __always_inline __u32 payload_and_flags(const struct packet *p, __u32 ip_bytes, const struct tcphdr *tcp)
{
    return ip_bytes - sizeof(struct iphdr) - tcp->doff * 4 + !!(p->tcp_flags & TCP_SYN) + !!(p->tcp_flags & TCP_FIN);
}

/*
 * The frame may have been a 64 KB one whose checksum the device was to complete (CHECKSUM_PARTIAL), and stays marked
 * so. The kernel knows: starting from 0xffff, which is zero in one's complement, it adds the parts that belong into the
 * field.
 */
static __always_inline long finish_tcp_checksum(struct __sk_buff *skb, struct reset_frame *f)
{
    struct {
        __be32 source, destination;
        __be32 protocol_and_length;
    } pseudo = {f->ip.saddr, f->ip.daddr, bpf_htonl(IPPROTO_TCP << 16 | sizeof(f->tcp))};
    __u64 sum = bpf_csum_diff(NULL, 0, (__be32 *)&pseudo, sizeof(pseudo), 0);
    __u32 at = L4_FIELD(struct tcphdr, check);
    struct tcphdr tcp = f->tcp;
    tcp.check = 0;
    return bpf_l4_csum_replace(skb, at, 0, sum, BPF_F_PSEUDO_HDR) |
           bpf_l4_csum_replace(skb, at, 0, bpf_csum_diff(NULL, 0, (__be32 *)&tcp, sizeof(tcp), 0), 0);
}

static __noinline int reset(struct __sk_buff *skb, const struct packet *p)
{
    struct reset_frame f;
    if ((p->tcp_flags & TCP_RST) || bpf_skb_load_bytes(skb, 0, &f, sizeof(f)))
        return TC_ACT_SHOT;
    struct tcphdr tcp = {.source = f.tcp.dest, .dest = f.tcp.source, .doff = 5, .rst = 1, .check = 0xffff};
    if (p->tcp_flags & TCP_ACK) {
        tcp.seq = f.tcp.ack_seq;
    } else {
        tcp.ack = 1;
        tcp.ack_seq = bpf_htonl(bpf_ntohl(f.tcp.seq) + payload_and_flags(p, ip_length(skb, &f.ip), &f.tcp));
    }
    turn_ethernet(&f.eth);
    f.ip = answer_header(p, IPPROTO_TCP, sizeof(f.ip) + sizeof(f.tcp));
    f.tcp = tcp;
    if (bpf_skb_change_tail(skb, sizeof(f), 0) || bpf_skb_store_bytes(skb, 0, &f, sizeof(f), BPF_F_INVALIDATE_HASH) ||
        finish_tcp_checksum(skb, &f))
        return TC_ACT_SHOT;
    return send_back(skb);
}

struct unreachable_frame {
    struct ethhdr eth;
    struct iphdr ip;
    struct icmphdr icmp;
    struct iphdr about;
    __u8 about_l4[8];
} __attribute__((packed));

static __always_inline bool may_have_icmp_error(const struct packet *p)
{
    return !p->fragment && (p->protocol != IPPROTO_ICMP || p->icmp_type == ICMP_ECHO);
}

/*
 * A frame marked CHECKSUM_PARTIAL stays marked so: a machine behind a veth takes it as it is; a device that has to
 * finish checksums in software would write into the quote. No port has such a device yet.
 */
static __noinline int unreachable(struct __sk_buff *skb, const struct packet *p, __u8 code, __u16 mtu)
{
    struct unreachable_frame f;
    __u32 quoted = sizeof(f.about) + sizeof(f.about_l4);
    if (!may_have_icmp_error(p) || bpf_skb_load_bytes(skb, 0, &f.eth, sizeof(f.eth)) ||
        bpf_skb_load_bytes(skb, IP_AT, &f.about, quoted) || bpf_skb_change_tail(skb, sizeof(f), 0))
        return TC_ACT_SHOT;
    turn_ethernet(&f.eth);
    f.ip = answer_header(p, IPPROTO_ICMP, sizeof(f) - sizeof(f.eth));
    f.icmp = (struct icmphdr){.type = ICMP_DEST_UNREACH, .code = code};
    f.icmp.mtu = bpf_htons(mtu);
    f.icmp.checksum = fold(bpf_csum_diff(NULL, 0, (__be32 *)&f.icmp, sizeof(f.icmp) + quoted, 0));
    if (bpf_skb_store_bytes(skb, 0, &f, sizeof(f), BPF_F_INVALIDATE_HASH))
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
