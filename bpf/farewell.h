/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Telling both ends of a TCP connection that it is over, without a packet of theirs to answer: the sweep sends what
 * each would take for a reset of the other. An end takes one only with the number that it waits for, which it
 * acknowledged.
 */
#ifndef ILB_FAREWELL_H
#define ILB_FAREWELL_H

#include "follow.h"
#include "answer.h"

struct farewell {
    __u32 port, network; /* of who gets it */
    struct ends ends;
    __be16 from_port, to_port;
    __be32 number;
};

/* The frame of the test run that the sweep is becomes the segment, and a copy of it leaves. */
static __noinline int send_reset(struct __sk_buff *skb, const struct farewell *w)
{
    __u32 slot = w->port;
    struct port *to = bpf_map_lookup_elem(&ports, &slot);
    if (!to || !to->ifindex || to->network != w->network)
        return 0;
    struct ethhdr eth = {.h_proto = bpf_htons(is_ipv4(&w->ends.from) ? ETH_P_IP : ETH_P_IPV6)};
    struct tcphdr tcp = {.source = w->from_port, .dest = w->to_port, .seq = w->number, .doff = 5, .rst = 1};
    __builtin_memcpy(eth.h_dest, to->mac, ETH_ALEN);
    __builtin_memcpy(eth.h_source, router_mac, ETH_ALEN);
    if (store_segment(skb, &w->ends, &tcp) || bpf_skb_store_bytes(skb, 0, &eth, sizeof(eth), 0))
        return 0;
    return bpf_clone_redirect(skb, to->ifindex, 0);
}

static __noinline void reset_client(struct __sk_buff *skb, const struct flow *f)
{
    struct farewell w = {.ends = {f->called, f->client}, .number = f->traffic.acknowledged[0]};
    w.from_port = f->called_port;
    w.to_port = f->client_port;
    w.port = port_of_client(f, &w.network);
    send_reset(skb, &w);
}

static __noinline void reset_server(struct __sk_buff *skb, const struct flow *f, const struct backend *b)
{
    struct farewell w = {.port = b->port, .network = f->network & ~OUTSIDE, .number = f->traffic.acknowledged[1]};
    w.ends = (struct ends){*seen_client(f), *seen_server(f)};
    w.from_port = f->seen_port;
    w.to_port = f->server_port;
    send_reset(skb, &w);
}

/* Whoever answered nothing yet waits for no number that is known; a direct connection is not ilb's to end. */
static __always_inline bool can_be_told(const struct flow *f)
{
    return f->protocol == IPPROTO_TCP && (f->marks & FLOW_PROVEN) && !(f->marks & (FLOW_DIRECT | FLOW_ALIAS));
}

static __noinline bool resets_idle(const struct flow *f)
{
    struct frontend_key key = {f->network & OUTSIDE ? OUTSIDE : f->network, f->called, f->called_port, f->protocol, 0};
    struct frontend *to = bpf_map_lookup_elem(&frontends, &key);
    return to && (to->flags & FRONTEND_RESET_IDLE) && !is_closed(f->marks);
}

#endif
