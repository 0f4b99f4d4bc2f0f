/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* The one way out: every packet is counted under its verdict, then done with as the verdict says. */
#ifndef ILB_LEAVE_H
#define ILB_LEAVE_H

#include "answer.h"
#include "count.h"
#include "fragment.h"

/* Swapping addresses leaves the checksums right that they are in. */
static __noinline int answer_ping(struct __sk_buff *skb, const struct packet *p)
{
    __u8 reply = p->is_ipv6 ? ICMPV6_ECHOREPLY : ICMP_ECHOREPLY;
    __u16 from = bpf_htons(p->icmp_type << 8), to = bpf_htons(reply << 8);
    bool failed = turn_ethernet(skb) || store_addresses(skb, p->is_ipv6, IP_AT, &p->destination, &p->source) ||
                  bpf_l4_csum_replace(skb, L4_FIELD(p, struct icmphdr, checksum), from, to, sizeof(to)) ||
                  bpf_skb_store_bytes(skb, p->l4_at, &reply, sizeof(reply), 0);
    return failed ? VERDICT_kernel_error : VERDICT_vip_ping;
}

/* Addresses it, unless it does not fit; then the verdict becomes another one. */
static __noinline int prepare_delivery(struct __sk_buff *skb, struct packet *p, const struct port *to, __u32 verdict)
{
    if (p->bytes > to->mtu) {
        p->mtu = to->mtu;
        return VERDICT_too_big;
    }
    bool failed = rewrite(skb, p, to);
    if (p->tcp_flags & TCP_SYN)
        failed |=
            clamp_segment_size(skb, p, p->mtu < to->mtu ? p->mtu : to->mtu); /* what comes back has to fit as well */
    return failed ? VERDICT_kernel_error : verdict;
}

static __noinline int answer(struct __sk_buff *skb, const struct packet *p, __u32 verdict)
{
    switch (action_of(verdict)) {
    case BACK:
        return send_back(skb);
    case HOST:
        return TC_ACT_OK;
    case REFUSE:
        return refuse(skb, p);
    case UNREACHABLE:
        return unreachable(skb, p, ICMP_HOST_UNREACH, 0);
    case PROHIBITED:
        return unreachable(skb, p, ICMP_PKT_FILTERED, 0);
    case SHRINK:
        return unreachable(skb, p, ICMP_FRAG_NEEDED, p->mtu);
    default:
        return TC_ACT_SHOT;
    }
}

/* A route or backend may still lead to a slot that was given to another network meanwhile: nothing gets across. */
static __always_inline bool is_there(const struct port *to, const struct packet *p)
{
    return to && to->ifindex && to->network == p->network;
}

/* Of a trial nothing leaves: the kernel never loads what comes after. */
static __always_inline int end_trial(const struct packet *p, const struct port *to, __u32 verdict)
{
    struct trial_report *r = reported();
    if (!r)
        return TC_ACT_SHOT;
    r->verdict = verdict;
    r->port = p->port;
    r->network = p->network;
    r->route = p->route;
    r->is_peer = p->is_peer;
    r->to_port = p->to_port;
    r->mtu = to && verdict != VERDICT_port_absent ? to->mtu : 0;
    r->frontend = p->frontend;
    r->frontend_generation = p->frontend_generation;
    r->backend = p->backend;
    r->backend_generation = p->backend_generation;
    r->opens_flow = p->opens_flow;
    r->new_source = p->new_source;
    r->new_destination = p->new_destination;
    r->new_source_port = p->new_source_port;
    r->new_destination_port = p->new_destination_port;
    return TC_ACT_SHOT;
}

static __always_inline int deliver(struct __sk_buff *skb, const struct packet *p, const struct port *to)
{
    if (p->frontend)
        count_delivered(p);
    if (p->fragment == FIRST_FRAGMENT && has_ports(p))
        remember_datagram(p);
    return to->flags & PORT_TAP ? bpf_redirect(to->ifindex, 0) : bpf_redirect_peer(to->ifindex, 0);
}

static __always_inline int leave(struct __sk_buff *skb, struct packet *p, __u32 verdict)
{
    struct port *to = NULL;
    if (action_of(verdict) == DELIVER) {
        __u32 slot = p->to_port;
        to = bpf_map_lookup_elem(&ports, &slot);
        verdict = is_there(to, p) ? prepare_delivery(skb, p, to, verdict) : VERDICT_port_absent;
    }
    if (is_trial())
        return end_trial(p, to, verdict);
    count(verdict);
    skb->cb[0] = verdict; /* packet tests read both */
    skb->cb[1] = p->to_port;
    if (to && action_of(verdict) == DELIVER)
        return deliver(skb, p, to);
    if (p->frontend)
        count_refused(p, verdict);
    return answer(skb, p, verdict);
}

#endif
