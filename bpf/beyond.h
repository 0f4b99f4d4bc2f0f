/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Packets out of a gateway's tunnels. Each tunnel lets through only what is of its own site; here the gateway as a
 * whole is held to the prefixes of its sites. What it says itself, as a router, has its own address.
 */
#ifndef ILB_BEYOND_H
#define ILB_BEYOND_H

#include "icmp_error.h"

static __always_inline bool is_beyond(const struct packet *p, const struct address *address)
{
    struct route *route = route_to(p->network, address);
    return route && route->kind == ROUTE_GATEWAY && route->target == p->port;
}

/* Routers on the way have addresses of any kind; they may report an error, if it quotes a live flow. */
static __noinline int refuse_stranger(struct packet *p)
{
    if (p->destination.word[3] == PROBE_SOURCE)
        return VERDICT_not_a_probe_reply;
    if (same_address(&p->source, &p->own) || is_beyond(p, &p->source))
        return GO_ON;
    if (p->source.word[3] == PROBE_SOURCE)
        return VERDICT_probe_source_spoofed;
    p->from = FROM_STRANGER;
    return p->protocol == IPPROTO_ICMP && !p->is_fragment && is_error(p->icmp_type) ? GO_ON : VERDICT_source_spoofed;
}

static __always_inline int follow_call(struct packet *p)
{
    return has_ports(p) ? follow_to_server(p) : GO_ON;
}

static __noinline int follow_error_from_beyond(struct __sk_buff *skb, struct packet *p)
{
    struct quoted q;
    struct flow f;
    if (p->protocol != IPPROTO_ICMP || p->is_fragment || !is_error(p->icmp_type))
        return GO_ON;
    if (bpf_skb_load_bytes(skb, QUOTED_AT, &q, sizeof(q)))
        return VERDICT_malformed;
    struct address about = ipv4(q.ip.daddr);
    if (q.ip.saddr != p->destination.word[3] || q.ip.ihl != 5 || !is_beyond(p, &about))
        return VERDICT_icmp_unmatched; /* made up: about a packet that did not go that way */
    struct tuple t = quoted_tuple(p, &q, CLIENT);
    if (flow_find(&t, &f))
        return is_translated(&f) ? error_to_server(skb, p, &q, &f) : GO_ON;
    return p->from == FROM_STRANGER ? VERDICT_icmp_unmatched : GO_ON;
}

#endif
