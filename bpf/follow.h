/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* A packet of a known flow: where it goes, and as what. */
#ifndef ILB_FOLLOW_H
#define ILB_FOLLOW_H

#include "acl.h"
#include "route.h"

static __always_inline bool has_ports(const struct packet *p)
{
    return (p->protocol == IPPROTO_TCP || p->protocol == IPPROTO_UDP) && p->fragment != LATER_FRAGMENT;
}

static __always_inline struct tuple tuple_of(const struct packet *p, enum side sender)
{
    struct tuple t = {.network = p->network, .protocol = p->protocol, .tcp_flags = p->tcp_flags};
    t.kind = kind_of(p->protocol, p->is_ipv6);
    t.written_by = t.sent_by = sender;
    t.client = sender == CLIENT ? p->source : p->destination;
    t.server = sender == CLIENT ? p->destination : p->own;
    if (sender == SERVER)
        t.source = p->source;
    t.client_port = sender == CLIENT ? p->source_port : p->destination_port;
    t.server_port = sender == CLIENT ? p->destination_port : p->source_port;
    t.now = p->now;
    t.segments = p->segments;
    t.bytes = p->length;
    t.acknowledged = p->acknowledged;
    return t;
}

/* The address that the server has on the packets of the flow. */
static __always_inline const struct address *seen_server(const struct flow *f)
{
    return f->marks & FLOW_FLOATING ? &f->called : &f->server;
}

static __always_inline bool has_twin(const struct flow *f)
{
    return f->seen_port != f->client_port || (f->marks & FLOW_HAIRPIN);
}

/*
 * A flow whose client looks another to the server has two entries; what passes one keeps the other alive and in step.
 * Overwrites the flow: another one would need room on the stack.
 */
static __noinline void mark_twin(const struct packet *p, struct flow *f, enum side sender)
{
    if (is_trial())
        return;
    struct tuple t = {.network = f->network, .protocol = f->protocol, .tcp_flags = p->tcp_flags};
    t.kind = f->marks & FLOW_KIND;
    t.sent_by = sender;
    t.written_by = sender == CLIENT ? SERVER : CLIENT;
    t.client = sender == CLIENT ? *seen_client(f) : f->client;
    t.server = sender == CLIENT ? f->server : f->called;
    t.source = *seen_server(f);
    t.client_port = sender == CLIENT ? f->seen_port : f->client_port;
    t.server_port = sender == CLIENT ? f->server_port : f->called_port;
    t.now = p->now;
    t.segments = p->segments;
    t.bytes = p->length;
    t.acknowledged = p->acknowledged;
    flow_find(&t, f);
}

static __always_inline struct backend *backend_of(const struct flow *f)
{
    __u32 slot = f->backend;
    struct backend *b = bpf_map_lookup_elem(&backends, &slot);
    return b && b->generation && b->generation == f->generation ? b : NULL;
}

static __always_inline bool is_translated(const struct flow *f)
{
    return !(f->marks & FLOW_DIRECT) || f->seen_port != f->client_port;
}

static __always_inline void send_to_server(struct packet *p, const struct flow *f)
{
    p->new_source = *seen_client(f);
    p->new_destination = *seen_server(f);
    p->new_destination_port = f->server_port;
    p->new_source_port = f->seen_port;
}

static __always_inline void send_to_client(struct packet *p, const struct flow *f)
{
    p->new_source = f->called;
    p->new_source_port = f->called_port;
    p->new_destination = f->client;
    p->new_destination_port = f->client_port;
}

/* In its network, in one that this is joined to, or beyond a gateway. */
static __noinline __u32 port_by_route(const struct flow *f, __u32 *network)
{
    struct route *route = route_to(f->network, &f->client);
    bool is_peer = route && route->kind == ROUTE_PEER;
    if (is_peer) {
        *network = route->target;
        route = route_to(route->target, &f->client);
    }
    bool leads = route && (route->kind == ROUTE_PORT || (route->kind == ROUTE_GATEWAY && !is_peer));
    return leads ? route->target : NO_PORT;
}

/* The port of the flow's client, and which network it is in: it may be outside. */
static __always_inline __u32 port_of_client(const struct flow *f, __u32 *network)
{
    *network = f->network & OUTSIDE ? OUTSIDE : f->network;
    __u32 slot = *network == OUTSIDE ? UPLINK_PORT : hinted_port(*network, &f->client);
    return slot == NO_PORT ? port_by_route(f, network) : slot;
}

static __always_inline void find_client(struct packet *p, const struct flow *f)
{
    __u32 network;
    p->to_port = port_of_client(f, &network);
    p->network = network;
}

/* To another backend: a new connection from the client port of an old one, and UDP unless its backend drains. */
static __always_inline bool moves_away(const struct packet *p, const struct flow *f, const struct backend *b)
{
    if (b->state == BACKEND_UP || (f->marks & FLOW_DIRECT))
        return false;
    return opens_connection(p) || (p->protocol == IPPROTO_UDP && b->state != BACKEND_DRAINING);
}

static __always_inline bool is_cut_off(const struct flow *f, const struct backend *b)
{
    return b->state == BACKEND_CUT_OFF && !(f->marks & FLOW_DIRECT);
}

/* Traffic of a flow counts for its frontend, unless the backend's own address was called. */
static __always_inline void name_endpoint(struct packet *p, const struct flow *f, const struct backend *b)
{
    if (f->marks & FLOW_DIRECT)
        return;
    p->frontend = b->frontend;
    p->frontend_generation = b->frontend_generation;
    p->backend = f->backend;
    p->backend_generation = f->generation;
}

/* Reset: who sent this packet learns it now, the other end by its next one or from the sweep. */
static __noinline int cut_off(struct tuple *found_by, struct flow *f)
{
    found_by->tcp_flags = found_by->protocol == IPPROTO_TCP ? TCP_RST : 0;
    found_by->segments = found_by->bytes = 0; /* counted already */
    flow_find(found_by, f);
    return VERDICT_drain_over;
}

static __noinline int follow_to_server(struct packet *p)
{
    struct flow f;
    struct tuple t = tuple_of(p, CLIENT);
    bool is_known = flow_find(&t, &f);
    p->hash = t.hash;
    if (!is_known)
        return GO_ON;
    struct backend *b = backend_of(&f);
    if (!b && !is_translated(&f))
        return GO_ON; /* it was an endpoint; it still is a machine */
    if (!b)
        return p->protocol == IPPROTO_UDP || opens_connection(p) ? GO_ON : VERDICT_backend_gone;
    if (moves_away(p, &f, b))
        return GO_ON;
    name_endpoint(p, &f, b);
    if (is_cut_off(&f, b))
        return cut_off(&t, &f);
    int verdict = check_flow(&t, &f, b->frontend);
    if (verdict)
        return verdict;
    send_to_server(p, &f);
    p->to_port = b->port;
    verdict = is_translated(&f) ? VERDICT_balanced : VERDICT_delivered;
    if (has_twin(&f))
        mark_twin(p, &f, CLIENT);
    return verdict;
}

static __noinline int follow_to_client(struct packet *p)
{
    struct flow f;
    struct tuple t = tuple_of(p, SERVER);
    if (!flow_find(&t, &f) || !is_translated(&f))
        return GO_ON;
    struct backend *b = backend_of(&f);
    if (!b)
        return VERDICT_backend_gone;
    name_endpoint(p, &f, b);
    p->is_to_client = true;
    if (is_cut_off(&f, b))
        return cut_off(&t, &f);
    int verdict = check_flow(&t, &f, b->frontend);
    if (verdict)
        return verdict;
    send_to_client(p, &f);
    find_client(p, &f);
    if (has_twin(&f))
        mark_twin(p, &f, SERVER);
    return VERDICT_replied;
}

/* What begins a connection answers none. */
static __always_inline int follow_flow(struct packet *p)
{
    if (!has_ports(p))
        return GO_ON;
    return follow_to_server(p) ?: opens_connection(p) ? GO_ON : follow_to_client(p);
}

#endif
