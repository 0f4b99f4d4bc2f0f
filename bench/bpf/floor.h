/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* The least that a balancer can do for a packet of a known flow: one lookup, another destination, right checksums. */
#ifndef ILB_BENCH_FLOOR_H
#define ILB_BENCH_FLOOR_H

#include "drill.h"

#define FLOOR_L4_AT (IP_AT + (int)sizeof(struct iphdr))
#define FLOOR_IP(field) (IP_AT + (int)offsetof(struct iphdr, field))
#define FLOOR_TCP(field) (FLOOR_L4_AT + (int)offsetof(struct tcphdr, field))

struct floor_key {
    __be32 source, destination;
    __be16 source_port, destination_port;
    __u32 protocol;
};

struct floor_value {
    __be32 address;
    __be16 port;
    __u16 zero;
};

MAP(BPF_MAP_TYPE_HASH, floor_flows, struct floor_key, struct floor_value, 131072, 0);

static __always_inline int learn(const struct floor_key *key)
{
    struct drill *d = the_drill();
    if (!d)
        return TC_ACT_SHOT;
    struct floor_value value = {d->new_address, d->new_port, 0};
    bpf_map_update_elem(&floor_flows, key, &value, BPF_ANY);
    return TC_ACT_SHOT;
}

static __always_inline int send_on(struct __sk_buff *skb, const struct floor_key *from, const struct floor_value *to)
{
    __be32 address = to->address;
    __be16 port = to->port;
    __u32 check = FLOOR_TCP(check);
    bpf_l3_csum_replace(skb, FLOOR_IP(check), from->destination, address, sizeof(address));
    bpf_l4_csum_replace(skb, check, from->destination, address, BPF_F_PSEUDO_HDR | sizeof(address));
    bpf_l4_csum_replace(skb, check, from->destination_port, port, sizeof(port));
    bpf_skb_store_bytes(skb, FLOOR_IP(daddr), &address, sizeof(address), 0);
    bpf_skb_store_bytes(skb, FLOOR_TCP(dest), &port, sizeof(port), 0);
    return TC_ACT_OK;
}

static __always_inline int do_least(struct __sk_buff *skb)
{
    void *data = (void *)(long)skb->data, *end = (void *)(long)skb->data_end;
    struct iphdr *ip = data + IP_AT;
    struct tcphdr *tcp = data + FLOOR_L4_AT;
    if ((void *)(tcp + 1) > end)
        return TC_ACT_SHOT;
    struct floor_key key = {ip->saddr, ip->daddr, tcp->source, tcp->dest, ip->protocol};
    struct floor_value *to = bpf_map_lookup_elem(&floor_flows, &key);
    return to ? send_on(skb, &key, to) : learn(&key);
}

#endif
