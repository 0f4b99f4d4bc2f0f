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

#define SENT_SECONDS 10 /* an error follows a packet within the time that the packet may live */

/*
 * What machines send to sites opens no flow: it needs none, and would take the room of those that do. It is remembered
 * in a table where the oldest give way, so that errors are told from made up ones. A machine that fills it costs others
 * an error, until they send again.
 */
static __noinline int remember_sent(const struct packet *p)
{
    if (p->route != ROUTE_GATEWAY || !has_ports(p) || is_trial())
        return GO_ON;
    struct sent_key key = {.network = p->network, .machine = p->source, .beyond = p->destination};
    key.machine_port = p->source_port;
    key.beyond_port = p->destination_port;
    key.protocol = p->protocol;
    __u32 now = p->now, *seen_at = bpf_map_lookup_elem(&sent, &key);
    if (!seen_at)
        bpf_map_update_elem(&sent, &key, &now, BPF_ANY);
    else if (*seen_at != now)
        *seen_at = now;
    return GO_ON;
}

static __noinline bool was_sent(const struct packet *p)
{
    const struct quoted *q = &p->quoted;
    struct sent_key key = {.network = p->network, .machine = p->destination, .beyond = q->destination};
    key.machine_port = q->source_port;
    key.beyond_port = q->destination_port;
    key.protocol = q->protocol;
    __u32 *seen_at = bpf_map_lookup_elem(&sent, &key);
    return seen_at && p->now - *seen_at <= SENT_SECONDS;
}

/* Routers on the way have addresses of any kind; they may report an error, if it quotes what was really sent. */
static __noinline int refuse_stranger(struct packet *p)
{
    if (is_probe_source(&p->destination))
        return VERDICT_not_a_probe_reply;
    if (same_address(&p->source, &p->own) || is_beyond(p, &p->source))
        return GO_ON;
    if (is_probe_source(&p->source))
        return VERDICT_probe_source_spoofed;
    p->from = FROM_STRANGER;
    return is_error(p) ? GO_ON : VERDICT_source_spoofed;
}

static __always_inline int follow_call(struct packet *p)
{
    return has_ports(p) ? follow_to_server(p) : GO_ON;
}

static __noinline int follow_error_from_beyond(struct __sk_buff *skb, struct packet *p)
{
    const struct quoted *q = &p->quoted;
    struct flow f;
    if (!is_error(p))
        return GO_ON;
    if (read_quoted(skb, p))
        return VERDICT_truncated;
    if (!same_address(&q->source, &p->destination) || !q->is_plain || !is_beyond(p, &q->destination))
        return VERDICT_icmp_unmatched; /* made up: about a packet that did not go that way */
    struct tuple t = quoted_tuple(p, CLIENT);
    if (flow_find(&t, &f))
        return is_translated(&f) ? error_to_server(skb, p, &f) : GO_ON;
    return p->from == FROM_STRANGER && !was_sent(p) ? VERDICT_icmp_unmatched : GO_ON;
}

#endif
