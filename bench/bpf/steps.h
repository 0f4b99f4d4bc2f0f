/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * The walk of a packet, broken off after a step: what a step costs is the difference to the one before. The names are
 * in bench/Costs/Steps.cs.
 */
#ifndef ILB_BENCH_STEPS_H
#define ILB_BENCH_STEPS_H

#include "drill.h"

static __noinline int only_find(struct packet *p)
{
    struct flow f;
    struct tuple t = tuple_of(p, CLIENT);
    flow_find(&t, &f);
    return GO_ON;
}

static __always_inline __u32 judge_until(struct __sk_buff *skb, struct packet *p, int last)
{
    return (last >= 2 ? find_machine(skb, p) : GO_ON)
        ?: (last >= 3 ? read_packet(skb, p) : GO_ON)
        ?: (last >= 4 ? answer_arp(skb, p) : GO_ON)
        ?: (last >= 4 ? answer_nd(skb, p) : GO_ON)
        ?: (last >= 4 ? follow_fragment(p) : GO_ON)
        ?: (last >= 4 ? refuse_spoofed(skb, p) : GO_ON)
        ?: (last >= 4 ? pass_probe_reply(p) : GO_ON)
        ?: (last >= 4 ? refuse_groups(p) : GO_ON)
        ?: (last == 5 ? only_find(p) : GO_ON)
        ?: (last >= 6 ? follow_flow(p) : GO_ON)
        ?: (last >= 7 ? open_call(p) : GO_ON)
        ?: (last >= 8 ? follow_icmp_error(skb, p) : GO_ON)
        ?: (last >= 8 ? refuse_unasked(p) : GO_ON)
        ?: (last >= 8 ? find_route(p) : GO_ON)
        ?: (last >= 8 ? follow_in_peer(skb, p) : GO_ON)
        ?: (last >= 8 ? serve_vip(skb, p) : GO_ON)
        ?: (last >= 8 ? open_direct_flow(p) : GO_ON)
        ?: (last >= 8 ? remember_sent(p) : GO_ON)
        ?: VERDICT_delivered;
}

static __always_inline int deliver_until(struct __sk_buff *skb, struct packet *p, __u32 verdict, int last)
{
    __u32 slot = p->to_port;
    struct port *to = bpf_map_lookup_elem(&ports, &slot);
    if (last == 9)
        return to ? rewrite(skb, p, to) : TC_ACT_SHOT;
    if (!is_there(to, p) || (__u32)prepare_delivery(skb, p, to, verdict) != verdict)
        return TC_ACT_SHOT;
    if (last >= 11)
        count(verdict);
    if (last >= 11 && p->frontend)
        count_delivered(p);
    return TC_ACT_OK;
}

static __always_inline int take_steps(struct __sk_buff *skb, int last)
{
    struct packet *p = blank_packet();
    if (!p)
        return TC_ACT_SHOT;
    __u32 verdict = judge_until(skb, p, last);
    if (last == 12)
        return leave(skb, p, verdict);
    return last >= 9 ? deliver_until(skb, p, verdict, last) : (int)verdict;
}

#define STEP(last)                                                                                                     \
    SEC("tc")                                                                                                          \
    int bench_step_##last(struct __sk_buff *skb)                                                                       \
    {                                                                                                                  \
        return arrive(skb) ? take_steps(skb, last) : TC_ACT_SHOT;                                                      \
    }

STEP(1)
STEP(2)
STEP(3)
STEP(4)
STEP(5)
STEP(6)
STEP(7)
STEP(8)
STEP(9)
STEP(10)
STEP(11)
STEP(12)

#endif
