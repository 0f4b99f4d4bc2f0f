/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Changing addresses and L4 ports of a packet, with all checksums; segmentation offload frames stay whole. */
#ifndef ILB_REWRITE_H
#define ILB_REWRITE_H

#include "packet.h"

#define IP_FIELD(field) (IP_AT + (int)offsetof(struct iphdr, field))
#define L4_FIELD(type, field) (L4_AT + (int)offsetof(type, field))

/* Where the L4 checksum is, and how the kernel shall treat it; 0 where addresses and ports are in no checksum. */
static __always_inline int checksum_at(__u8 protocol)
{
    return protocol == IPPROTO_TCP   ? L4_FIELD(struct tcphdr, check)
           : protocol == IPPROTO_UDP ? L4_FIELD(struct udphdr, check)
                                     : 0;
}

static __always_inline __u64 checksum_flags(__u8 protocol)
{
    return protocol == IPPROTO_UDP ? BPF_F_MARK_MANGLED_0 : 0; /* a UDP checksum of 0 means none and stays */
}

static __noinline long rewrite_address(struct __sk_buff *skb, __u8 protocol, int at, __be32 from, __be32 to)
{
    int check = checksum_at(protocol);
    long failed = bpf_l3_csum_replace(skb, IP_FIELD(check), from, to, sizeof(to));
    if (check)
        failed |= bpf_l4_csum_replace(skb, check, from, to, checksum_flags(protocol) | BPF_F_PSEUDO_HDR | sizeof(to));
    return failed | bpf_skb_store_bytes(skb, at, &to, sizeof(to), 0);
}

static __noinline long rewrite_port(struct __sk_buff *skb, __u8 protocol, int at, __be16 from, __be16 to)
{
    long failed = bpf_l4_csum_replace(skb, checksum_at(protocol), from, to, checksum_flags(protocol) | sizeof(to));
    return failed | bpf_skb_store_bytes(skb, at, &to, sizeof(to), 0);
}

/* TCP and UDP have their ports at the same place. */
static __noinline long rewrite(struct __sk_buff *skb, const struct packet *p)
{
    long failed = 0;
    __be32 source = p->source.word[3], new_source = p->new_source.word[3];
    __be32 destination = p->destination.word[3], new_destination = p->new_destination.word[3];
    __u8 checked = p->fragment == LATER_FRAGMENT ? 0 : p->protocol; /* the checksum of L4 is in the first one */
    if (source != new_source)
        failed |= rewrite_address(skb, checked, IP_FIELD(saddr), source, new_source);
    if (destination != new_destination)
        failed |= rewrite_address(skb, checked, IP_FIELD(daddr), destination, new_destination);
    if (p->source_port != p->new_source_port)
        failed |= rewrite_port(skb, p->protocol, L4_FIELD(struct tcphdr, source), p->source_port, p->new_source_port);
    if (p->destination_port != p->new_destination_port)
        failed |=
            rewrite_port(skb, p->protocol, L4_FIELD(struct tcphdr, dest), p->destination_port, p->new_destination_port);
    return failed;
}

/* TCP options lie at any offset: at an odd one the two bytes count in each other's place. */
static __always_inline long replace_in_sum(struct __sk_buff *skb, __u32 at, __be16 from, __be16 to)
{
    bool is_odd = (at - L4_AT) & 1;
    return bpf_l4_csum_replace(skb, L4_FIELD(struct tcphdr, check), is_odd ? __builtin_bswap16(from) : from,
                               is_odd ? __builtin_bswap16(to) : to, sizeof(to));
}

/* No segment may be larger than the receiver's MTU takes, whatever the two ends believe. */
static __noinline long clamp_segment_size(struct __sk_buff *skb, __u32 mtu)
{
    __u8 option[4], offset;
    __u16 most = mtu - sizeof(struct iphdr) - sizeof(struct tcphdr);
    if (bpf_skb_load_bytes(skb, L4_AT + 12, &offset, 1))
        return 0;
    __u32 at = L4_AT + sizeof(struct tcphdr), end = L4_AT + (offset >> 4) * 4;
    for (int i = 0; i < 8 && at + sizeof(option) <= end; i++) {
        if (bpf_skb_load_bytes(skb, at, option, sizeof(option)) || option[0] == 0)
            return 0;
        __u16 announced = option[2] << 8 | option[3];
        if (option[0] == 2 && option[1] == 4) {
            __be16 now = bpf_htons(most);
            if (announced <= most)
                return 0;
            return replace_in_sum(skb, at + 2, bpf_htons(announced), now) |
                   bpf_skb_store_bytes(skb, at + 2, &now, sizeof(now), 0);
        }
        if (option[0] != 1 && option[1] < 2)
            return 0;
        at += option[0] == 1 ? 1 : option[1];
    }
    return 0;
}

#endif
