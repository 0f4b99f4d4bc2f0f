/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* A packet that opens a flow: to which backend. */
#ifndef ILB_BALANCE_H
#define ILB_BALANCE_H

#include "affinity.h"
#include "follow.h"

#define DIRECT_IDLE_SECONDS 1800
#define OTHER_PORTS 8 /* tries to find a free source port */

/*
 * Two entries: an alias that answers are found by, then the flow itself. Of two flows that look alike to the server the
 * second gets another source port; a hairpin looks like a call of the VIP and may keep its own.
 */
static __noinline int insert_with_alias(struct flow *f)
{
    __u32 hash = hash_client(f->network, &f->client, f->client_port, 0) + f->called_port;
    for (int i = f->marks & FLOW_HAIRPIN ? -1 : 0; i < OTHER_PORTS; i++) {
        if (i >= 0)
            f->seen_port = bpf_htons(1024 + (hash + i * 0x9e3779b1) % 64512);
        f->marks |= FLOW_ALIAS;
        int result = flow_insert(f, hash_of(f));
        f->marks &= ~FLOW_ALIAS;
        if (result == FLOW_STORED && flow_insert(f, hash_of(f)) == FLOW_STORED)
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
    f.marks = marks | kind_of(p->protocol, p->is_ipv6);
    f.backend = slot;
    f.generation = b->generation;
    f.seen_at = f.opened_at = p->now;
    f.traffic.recent[0] = low_digits(p->segments, p->length);
    f.idle_seconds = idle_seconds;
    f.acl = p->acl;
    f.acl_generation = p->acl_generation;
    int result = marks & FLOW_HAIRPIN ? FLOW_CONFLICT : flow_insert(&f, p->hash);
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
    __u32 ports = distribution == DISTRIBUTION_FIVE_TUPLE ? (__u32)p->source_port << 16 | p->destination_port : 0;
    __u8 protocol = distribution == DISTRIBUTION_SOURCE_IP ? 0 : p->protocol;
    return hash_call(p->network, &p->source, &p->destination, ports, protocol);
}

/* The hash is a fraction of 2^32, and the place the same fraction of the table: a division would take longer. */
static __noinline __u32 choose_backend(const struct packet *p, const struct frontend *to)
{
    __u32 frontend = to->slot, place = (__u64)hash_for(p, to->distribution) * to->table_size >> 32;
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

static __always_inline bool is_non_member(const struct frontend *to, __u32 port)
{
    return to->non_members[port / 64 % NON_MEMBER_WORDS] >> port % 64 & 1;
}

static __noinline int balance(struct packet *p, const struct frontend *to)
{
    if (!to)
        return VERDICT_no_endpoint;
    p->frontend = to->slot;
    p->frontend_generation = to->generation;
    struct member_key caller = {to->slot, p->port};
    __u32 *member = is_non_member(to, p->port) ? NULL : bpf_map_lookup_elem(&members, &caller);
    if (member && !(to->flags & FRONTEND_LOOPBACK))
        return refuse_own_call(p, *member);
    int verdict = check_caller(p, to->slot);
    if (verdict)
        return verdict;
    if (p->protocol == IPPROTO_TCP && !opens_connection(p))
        return VERDICT_no_flow;
    __u32 slot = (to->affinity_seconds ? kept_backend(p, to) : 0) ?: choose_backend(p, to);
    struct backend *b = bpf_map_lookup_elem(&backends, &slot);
    if (!b || !b->generation)
        return to->flags & FRONTEND_SILENT ? VERDICT_no_backend_silent : VERDICT_no_backend;
    if (to->affinity_seconds)
        keep_backend(p, to, slot, b->generation);
    p->backend = slot;
    p->backend_generation = b->generation;
    __u16 marks = to->flags & FRONTEND_FLOATING_IP ? FLOW_FLOATING : 0;
    if (b->port == p->port && marks)
        return refuse_own_call(p, slot); /* it would get its own packet as it is: whoever has the VIP sends none */
    return open_flow(p, b, slot, to->idle_seconds, b->port == p->port ? FLOW_HAIRPIN : marks);
}

/* Where there is a frontend the route says VIP: it is not asked for. */
static __always_inline int open_call(struct packet *p)
{
    struct frontend *to = opens_connection(p) && has_ports(p) ? called_frontend(p->network, p) : NULL;
    if (!to)
        return GO_ON;
    p->route = ROUTE_VIP;
    return balance(p, to);
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
