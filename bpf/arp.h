/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Networks have no links: one router answers for every address. Never for the machine's own address, nor to a sender
 * 0.0.0.0: those are checks whether an address is taken, and an answer would make the machine give it up.
 */
#ifndef ILB_ARP_H
#define ILB_ARP_H

#include "answer.h"

struct arp_frame {
    struct ethhdr eth;
    struct arphdr head;
    __u8 sender_mac[ETH_ALEN];
    __be32 sender;
    __u8 target_mac[ETH_ALEN];
    __be32 target;
} __attribute__((packed));

static __always_inline bool is_ipv4_over_ethernet(const struct arphdr *head)
{
    return head->hardware == bpf_htons(1) && head->protocol == bpf_htons(ETH_P_IP) &&
           head->hardware_bytes == ETH_ALEN && head->protocol_bytes == sizeof(__be32);
}

static __always_inline int reply_to_arp(struct __sk_buff *skb, struct arp_frame *f)
{
    __be32 asked_for = f->target;
    turn_macs((__u8 *)&f->eth);
    f->head.operation = bpf_htons(ARPOP_REPLY);
    __builtin_memcpy(f->target_mac, f->sender_mac, ETH_ALEN);
    __builtin_memcpy(f->sender_mac, router_mac, ETH_ALEN);
    f->target = f->sender;
    f->sender = asked_for;
    return bpf_skb_store_bytes(skb, 0, f, sizeof(*f), 0) ? VERDICT_kernel_error : VERDICT_arp_answered;
}

static __noinline int answer_question(struct __sk_buff *skb, const struct packet *p)
{
    struct arp_frame f;
    if (bpf_skb_load_bytes(skb, 0, &f, sizeof(f)))
        return VERDICT_truncated;
    if (!is_ipv4_over_ethernet(&f.head))
        return VERDICT_malformed;
    __be32 own = p->own.word[3];
    if (f.sender != own && f.sender != 0)
        return VERDICT_arp_spoofed;
    if (f.head.operation != bpf_htons(ARPOP_REQUEST) || f.sender == 0 || f.target == own)
        return VERDICT_arp_silent;
    return reply_to_arp(skb, &f);
}

static __always_inline int answer_arp(struct __sk_buff *skb, const struct packet *p)
{
    return p->ethertype == bpf_htons(ETH_P_ARP) ? answer_question(skb, p) : GO_ON;
}

#endif
