/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * The least that a virtual switch can do, at the same place as the port program: to whom is this packet, and there it
 * goes. It answers no ARP and changes nothing, so machines must know each other's MAC.
 */
#ifndef ILB_BENCH_SWITCH_H
#define ILB_BENCH_SWITCH_H

MAP(BPF_MAP_TYPE_HASH, switch_machines, __be32, __u32, 64, 0); /* address -> ifindex of the host side */

SEC("tc")
int bench_switch(struct __sk_buff *skb)
{
    void *data = (void *)(long)skb->data, *end = (void *)(long)skb->data_end;
    struct iphdr *ip = data + IP_AT;
    if ((void *)(ip + 1) > end || skb->protocol != bpf_htons(ETH_P_IP))
        return TC_ACT_SHOT;
    __be32 address = ip->daddr;
    __u32 *ifindex = bpf_map_lookup_elem(&switch_machines, &address);
    return ifindex ? bpf_redirect_peer(*ifindex, 0) : TC_ACT_SHOT;
}

#endif
