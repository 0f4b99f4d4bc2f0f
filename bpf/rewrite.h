/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Changing addresses and L4 ports of a packet, with all checksums; segmentation offload frames stay whole. */
#ifndef ILB_REWRITE_H
#define ILB_REWRITE_H

#include "frame.h"
#include "packet.h"

static const __u8 router_mac[ETH_ALEN] __attribute__((aligned(2))) = {0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc};

static __always_inline __u16 fold(__u64 sum)
{
    sum = (sum & 0xffff) + (sum >> 16);
    sum = (sum & 0xffff) + (sum >> 16);
    return ~((sum & 0xffff) + (sum >> 16));
}

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

static __always_inline bool has_new_addresses(const struct packet *p)
{
    return !same_address(&p->source, &p->new_source) || !same_address(&p->destination, &p->new_destination);
}

static __always_inline bool has_new_ports(const struct packet *p)
{
    return p->source_port != p->new_source_port || p->destination_port != p->new_destination_port;
}

/* What changes in a sum over both addresses; of IPv4 ones only the last words can differ. */
static __always_inline __u64 change_of_addresses(const struct packet *p)
{
    __u64 sum = 0;
    for (int i = 3; i >= (p->is_ipv6 ? 0 : 3); i--) {
        sum += (__u64)p->new_source.word[i] + (__u32)~p->source.word[i];
        sum += (__u64)p->new_destination.word[i] + (__u32)~p->destination.word[i];
    }
    sum = (__u32)sum + (sum >> 32);
    return (__u32)sum + (sum >> 32);
}

static __always_inline __u64 change_of_ports(const struct packet *p)
{
    return (__u32)p->new_source_port + (__u16)~p->source_port + p->new_destination_port + (__u16)~p->destination_port;
}

/* No port has IPv6 frames that a device summed up as a whole (CHECKSUM_COMPLETE), which would have to be told. */
static __always_inline long mend_checksum(struct __sk_buff *skb, const struct packet *p, bool is_readdressed,
                                          __u64 addresses)
{
    int at = checksum_at(p);
    __u64 flags = checksum_flags(p->protocol);
    long failed = 0;
    if (at && is_readdressed)
        failed = bpf_l4_csum_replace(skb, at, 0, addresses, flags | BPF_F_PSEUDO_HDR);
    if (at && has_new_ports(p))
        failed |= bpf_l4_csum_replace(skb, at, 0, change_of_ports(p), flags);
    return failed;
}

static __always_inline long write_macs(struct __sk_buff *skb, const struct port *to)
{
    __u16 *frame = frame_begin(skb);
    const __u16 *receiver = (const __u16 *)to->mac, *router = (const __u16 *)router_mac;
    if ((void *)(frame + ETH_ALEN) > frame_end(skb))
        return -1;
    for (int i = 0; i < ETH_ALEN / 2; i++) {
        frame[i] = receiver[i];
        frame[ETH_ALEN / 2 + i] = router[i];
    }
    return 0;
}

static __always_inline long write_ipv4(struct __sk_buff *skb, const struct packet *p, __u64 change)
{
    struct iphdr *ip = frame_begin(skb) + IP_AT;
    if ((void *)(ip + 1) > frame_end(skb))
        return -1;
    ip->check = fold(change + (__u16)~ip->check);
    ip->saddr = p->new_source.word[3];
    ip->daddr = p->new_destination.word[3];
    return 0;
}

static __always_inline long write_ipv6(struct __sk_buff *skb, const struct packet *p)
{
    struct ipv6hdr *ip = frame_begin(skb) + IP_AT;
    if ((void *)(ip + 1) > frame_end(skb))
        return -1;
    ip->source = p->new_source;
    ip->destination = p->new_destination;
    return 0;
}

/* TCP and UDP have them at the same place. */
static __always_inline long write_ports(struct __sk_buff *skb, const struct packet *p)
{
    __be16 *ports = frame_begin(skb) + p->l4_at;
    if ((void *)(ports + 2) > frame_end(skb))
        return -1;
    ports[0] = p->new_source_port;
    ports[1] = p->new_destination_port;
    return 0;
}

/* In place: a helper for each part would take longer than all else here. The headers were read where they lie. */
static __always_inline long rewrite(struct __sk_buff *skb, const struct packet *p, const struct port *to)
{
    bool is_readdressed = has_new_addresses(p);
    __u64 change = is_readdressed ? change_of_addresses(p) : 0;
    long failed = mend_checksum(skb, p, is_readdressed, change) | write_macs(skb, to);
    if (is_readdressed)
        failed |= p->is_ipv6 ? write_ipv6(skb, p) : write_ipv4(skb, p, change);
    if (has_new_ports(p))
        failed |= write_ports(skb, p);
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
    __u8 option[4];
    __u16 most = mtu - headers_of(p, sizeof(struct tcphdr));
    __u32 at = p->l4_at + sizeof(struct tcphdr), end = p->l4_at + p->l4_bytes;
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
