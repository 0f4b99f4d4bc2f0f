/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Connections: following the flow of a packet, choosing a backend for a new one. */
#ifndef ILB_BALANCE_H
#define ILB_BALANCE_H

#include "acl.h"

#define DIRECT_IDLE_SECONDS 1800
#define OTHER_PORTS 8 /* tries to find a free source port */

static __always_inline bool has_ports(const struct packet *p)
{
    return (p->protocol == IPPROTO_TCP || p->protocol == IPPROTO_UDP) && p->fragment != LATER_FRAGMENT;
}

static __always_inline struct tuple tuple_of(const struct packet *p, enum side sender)
{
    struct tuple t = {.network = p->network, .protocol = p->protocol, .tcp_flags = p->tcp_flags};
    t.written_by = t.sent_by = sender;
    t.client = sender == CLIENT ? p->source : p->destination;
    t.server = sender == CLIENT ? p->destination : p->own;
    if (sender == SERVER)
        t.source = p->source;
    t.client_port = sender == CLIENT ? p->source_port : p->destination_port;
    t.server_port = sender == CLIENT ? p->destination_port : p->source_port;
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
    t.sent_by = sender;
    t.written_by = sender == CLIENT ? SERVER : CLIENT;
    t.client = sender == CLIENT ? *seen_client(f) : f->client;
    t.server = sender == CLIENT ? f->server : f->called;
    t.source = *seen_server(f);
    t.client_port = sender == CLIENT ? f->seen_port : f->client_port;
    t.server_port = sender == CLIENT ? f->server_port : f->called_port;
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

/* Somebody's own address, else the longest prefix. */
static __noinline struct route *route_to(__u32 network, const struct address *address)
{
    struct prefix_key longest = {.prefix_bits = 160, .network = network, .address = *address};
    struct route_key exact = {.network = network, .address = *address};
    return bpf_map_lookup_elem(&routes, &exact) ?: bpf_map_lookup_elem(&prefixes, &longest);
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

/* The port of the flow's client: in its network, in one that this is joined to, beyond a gateway, or outside. */
static __noinline __u32 port_of_client(const struct flow *f, __u32 *network)
{
    *network = f->network & OUTSIDE ? OUTSIDE : f->network;
    if (f->network & OUTSIDE)
        return UPLINK_PORT;
    struct route *route = route_to(f->network, &f->client);
    bool is_peer = route && route->kind == ROUTE_PEER;
    if (is_peer) {
        *network = route->target;
        route = route_to(route->target, &f->client);
    }
    bool leads = route && (route->kind == ROUTE_PORT || (route->kind == ROUTE_GATEWAY && !is_peer));
    return leads ? route->target : NO_PORT;
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
    if (!flow_find(&t, &f))
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

static __always_inline int follow_flow(struct packet *p)
{
    if (!has_ports(p))
        return GO_ON;
    return follow_to_server(p) ?: follow_to_client(p);
}

/*
 * Two entries: an alias that answers are found by, then the flow itself. Of two flows that look alike to the server the
 * second gets another source port; a hairpin looks like a call of the VIP and may keep its own.
 */
static __noinline int insert_with_alias(struct flow *f)
{
    __u32 hash = hash_address(hash_word(0, f->network), &f->client);
    hash = hash_end(hash_word(hash, (__u32)f->client_port << 16 | f->called_port));
    for (int i = f->marks & FLOW_HAIRPIN ? -1 : 0; i < OTHER_PORTS; i++) {
        if (i >= 0)
            f->seen_port = bpf_htons(1024 + (hash + i * 0x9e3779b1) % 64512);
        f->marks |= FLOW_ALIAS;
        int result = flow_insert(f);
        f->marks &= ~FLOW_ALIAS;
        if (result == FLOW_STORED && flow_insert(f) == FLOW_STORED)
            return FLOW_STORED;
    }
    return FLOW_NO_ROOM;
}

static __noinline int open_flow(struct packet *p, const struct backend *b, __u32 slot, __u32 idle_seconds, __u16 marks)
{
    struct flow f = {.network = p->network, .client = p->source, .called = p->destination, .server = b->address};
    f.client_port = f.seen_port = p->source_port;
    f.called_port = p->destination_port;
    f.server_port = b->l4_port;
    f.protocol = p->protocol;
    f.marks = marks;
    f.backend = slot;
    f.generation = b->generation;
    f.seen_at = f.opened_at = now_seconds();
    f.traffic.packets[0] = p->segments;
    f.traffic.bytes[0] = p->length;
    f.idle_seconds = idle_seconds;
    f.acl = p->acl;
    f.acl_generation = p->acl_generation;
    int result = marks & FLOW_HAIRPIN ? FLOW_CONFLICT : flow_insert(&f);
    if (result == FLOW_CONFLICT && p->protocol == IPPROTO_TCP && !opens_connection(p))
        return VERDICT_no_flow; /* the other end knows this connection by its old port */
    if (result == FLOW_CONFLICT)
        result = insert_with_alias(&f);
    if (result != FLOW_STORED)
        return VERDICT_flow_table_full;
    p->opens_flow = true;
    send_to_server(p, &f);
    p->to_port = b->port;
    return is_translated(&f) ? VERDICT_balanced : VERDICT_delivered;
}

static __always_inline __u32 hash_for(const struct packet *p, __u8 distribution)
{
    __u32 hash = hash_address(hash_address(hash_word(0, p->network), &p->source), &p->destination);
    if (distribution != DISTRIBUTION_SOURCE_IP)
        hash = hash_word(hash, p->protocol);
    if (distribution == DISTRIBUTION_FIVE_TUPLE)
        hash = hash_word(hash, (__u32)p->source_port << 16 | p->destination_port);
    return hash_end(hash);
}

static __noinline __u32 choose_backend(const struct packet *p, const struct frontend *to)
{
    __u32 frontend = to->slot, place = to->table_size ? hash_for(p, to->distribution) % to->table_size : 0;
    report_place(to->table_size, place);
    void *table = bpf_map_lookup_elem(&maglev, &frontend);
    __u32 *slot = table ? bpf_map_lookup_elem(table, &place) : NULL;
    return slot && to->table_size ? *slot : 0;
}

/* Counted per member, for status to name it. */
static __noinline int refuse_own_call(struct packet *p, __u32 slot)
{
    struct backend *b = bpf_map_lookup_elem(&backends, &slot);
    p->backend = slot;
    p->backend_generation = b ? b->generation : 0;
    return VERDICT_own_set;
}

static __noinline struct frontend *called_frontend(__u32 network, const struct packet *p)
{
    struct frontend_key key = {network, p->destination, p->destination_port, p->protocol, 0};
    struct frontend *to = bpf_map_lookup_elem(&frontends, &key);
    return to && !(to->flags & FRONTEND_RETIRED) ? to : NULL;
}

static __noinline int balance(struct packet *p, const struct frontend *to)
{
    if (!to)
        return VERDICT_no_endpoint;
    p->frontend = to->slot;
    p->frontend_generation = to->generation;
    struct member_key caller = {to->slot, p->port};
    __u32 *member = bpf_map_lookup_elem(&members, &caller);
    if (member && !(to->flags & FRONTEND_LOOPBACK))
        return refuse_own_call(p, *member);
    int verdict = check_caller(p, to->slot);
    if (verdict)
        return verdict;
    if (p->protocol == IPPROTO_TCP && !opens_connection(p))
        return VERDICT_no_flow;
    __u32 slot = choose_backend(p, to);
    struct backend *b = bpf_map_lookup_elem(&backends, &slot);
    if (!b || !b->generation)
        return VERDICT_no_backend;
    p->backend = slot;
    p->backend_generation = b->generation;
    __u16 marks = to->flags & FRONTEND_FLOATING_IP ? FLOW_FLOATING : 0;
    if (b->port == p->port && marks)
        return refuse_own_call(p, slot); /* it would get its own packet as it is: whoever has the VIP sends none */
    return open_flow(p, b, slot, to->idle_seconds, b->port == p->port ? FLOW_HAIRPIN : marks);
}

/* Connections to a backend's own address are remembered too, lest a balanced one is mistaken for them there. */
static __noinline int open_direct_flow(struct packet *p)
{
    struct frontend_key key = {p->network, p->destination, p->destination_port, p->protocol, 0};
    __u32 *target = has_ports(p) ? bpf_map_lookup_elem(&targets, &key) : NULL;
    if (!target)
        return GO_ON;
    __u32 slot = *target;
    struct backend *b = bpf_map_lookup_elem(&backends, &slot);
    return b && b->generation ? open_flow(p, b, slot, DIRECT_IDLE_SECONDS, FLOW_DIRECT) : GO_ON;
}

#endif
