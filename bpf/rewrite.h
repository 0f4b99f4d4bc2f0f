/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Changing addresses and L4 ports of a packet, with all checksums; segmentation offload frames stay whole. */
#ifndef ILB_REWRITE_H
#define ILB_REWRITE_H

#include "packet.h"

#define L4_FIELD(p, type, field) ((p)->l4_at + (int)offsetof(type, field))

/* Where the checksum is that addresses and L4 ports are in; 0: none, or in another fragment. */
static __always_inline int checksum_at(const struct packet *p)
{
    if (p->fragment == LATER_FRAGMENT)
        return 0;
    return p->protocol == IPPROTO_TCP   ? L4_FIELD(p, struct tcphdr, check)
           : p->protocol == IPPROTO_UDP ? L4_FIELD(p, struct udphdr, check)
           : p->is_ipv6 && is_icmp(p)   ? L4_FIELD(p, struct icmphdr, checksum)
                                        : 0;
}

static __always_inline __u64 checksum_flags(__u8 protocol)
{
    return protocol == IPPROTO_UDP ? BPF_F_MARK_MANGLED_0 : 0; /* a UDP checksum of 0 means none and stays */
}

/* The source and destination of the header that begins there. */
static __always_inline long store_addresses(struct __sk_buff *skb, bool is_ipv6, int at, const struct address *source,
                                            const struct address *destination)
{
    if (!is_ipv6) {
        __be32 both[] = {source->word[3], destination->word[3]};
        return bpf_skb_store_bytes(skb, at + offsetof(struct iphdr, saddr), both, sizeof(both), 0);
    }
    struct address both[] = {*source, *destination};
    return bpf_skb_store_bytes(skb, at + offsetof(struct ipv6hdr, source), both, sizeof(both), 0);
}

/* What changes in a sum over both addresses; of IPv4 ones only the last words can differ, which takes no helper. */
static __always_inline __u64 change_of_sum(const struct packet *p)
{
    __u32 both = 2 * sizeof(struct address);
    if (p->is_ipv6)
        return bpf_csum_diff((__be32 *)&p->source, both, (__be32 *)&p->new_source, both, 0);
    __u64 sum = (__u64)p->new_source.word[3] + (__u32)~p->source.word[3];
    sum += (__u64)p->new_destination.word[3] + (__u32)~p->destination.word[3];
    sum = (__u32)sum + (sum >> 32);
    return (__u32)sum + (sum >> 32);
}

/* No port has IPv6 frames that a device summed up as a whole (CHECKSUM_COMPLETE), which would have to be told. */
static __noinline long rewrite_addresses(struct __sk_buff *skb, const struct packet *p)
{
    if (same_address(&p->source, &p->new_source) && same_address(&p->destination, &p->new_destination))
        return 0;
    int check = checksum_at(p);
    __u64 change = change_of_sum(p);
    long failed = p->is_ipv6 ? 0 : bpf_l3_csum_replace(skb, IP_AT + offsetof(struct iphdr, check), 0, change, 0);
    if (check)
        failed |= bpf_l4_csum_replace(skb, check, 0, change, checksum_flags(p->protocol) | BPF_F_PSEUDO_HDR);
    return failed | store_addresses(skb, p->is_ipv6, IP_AT, &p->new_source, &p->new_destination);
}

static __noinline long rewrite_port(struct __sk_buff *skb, const struct packet *p, int at, __be16 from, __be16 to)
{
    long failed = bpf_l4_csum_replace(skb, checksum_at(p), from, to, checksum_flags(p->protocol) | sizeof(to));
    return failed | bpf_skb_store_bytes(skb, at, &to, sizeof(to), 0);
}

/* TCP and UDP have their ports at the same place. */
static __noinline long rewrite(struct __sk_buff *skb, const struct packet *p)
{
    long failed = rewrite_addresses(skb, p);
    if (p->source_port != p->new_source_port)
        failed |= rewrite_port(skb, p, L4_FIELD(p, struct tcphdr, source), p->source_port, p->new_source_port);
    if (p->destination_port != p->new_destination_port)
        failed |= rewrite_port(skb, p, L4_FIELD(p, struct tcphdr, dest), p->destination_port, p->new_destination_port);
    return failed;
}

/* TCP options lie at any offset: at an odd one the two bytes count in each other's place. */
static __always_inline long replace_in_sum(struct __sk_buff *skb, const struct packet *p, __u32 at, __be16 from,
                                           __be16 to)
{
    bool is_odd = (at - p->l4_at) & 1;
    return bpf_l4_csum_replace(skb, L4_FIELD(p, struct tcphdr, check), is_odd ? __builtin_bswap16(from) : from,
                               is_odd ? __builtin_bswap16(to) : to, sizeof(to));
}

/* No segment may be larger than the receiver's MTU takes, whatever the two ends believe. */
static __noinline long clamp_segment_size(struct __sk_buff *skb, const struct packet *p, __u32 mtu)
{
    __u8 option[4], offset;
    __u16 most = mtu - headers_of(p, sizeof(struct tcphdr));
    if (bpf_skb_load_bytes(skb, p->l4_at + 12, &offset, 1))
        return 0;
    __u32 at = p->l4_at + sizeof(struct tcphdr), end = p->l4_at + (offset >> 4) * 4;
    for (int i = 0; i < 8 && at + sizeof(option) <= end; i++) {
        if (bpf_skb_load_bytes(skb, at, option, sizeof(option)) || option[0] == 0)
            return 0;
        __u16 announced = option[2] << 8 | option[3];
        if (option[0] == 2 && option[1] == 4) {
            __be16 now = bpf_htons(most);
            if (announced <= most)
                return 0;
            return replace_in_sum(skb, p, at + 2, bpf_htons(announced), now) |
                   bpf_skb_store_bytes(skb, at + 2, &now, sizeof(now), 0);
        }
        if (option[0] != 1 && option[1] < 2)
            return 0;
        at += option[0] == 1 ? 1 : option[1];
    }
    return 0;
}

#endif
