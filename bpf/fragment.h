/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Fragments of a datagram follow the first one, which alone has the ports: what became of it is remembered for a while.
 * One that comes before the first is nobody's yet.
 */
#ifndef ILB_FRAGMENT_H
#define ILB_FRAGMENT_H

#include "follow.h"

#define FRAGMENT_SECONDS 30 /* as long as Linux waits for the others */

static __always_inline struct datagram_key datagram_of(const struct packet *p)
{
    struct datagram_key key = {.port = p->port, .network = p->home, .source = p->source, .destination = p->destination};
    key.identification = p->identification;
    key.protocol = p->protocol;
    return key;
}

static __noinline int follow_first_fragment(struct packet *p)
{
    struct datagram_key key = datagram_of(p);
    struct datagram *first = bpf_map_lookup_elem(&datagrams, &key);
    if (!first || p->now - first->seen_at > FRAGMENT_SECONDS)
        return GO_ON;
    p->network = first->network;
    p->to_port = first->to_port;
    p->new_source = first->source;
    p->new_destination = first->destination;
    p->frontend = first->frontend;
    p->frontend_generation = first->frontend_generation;
    p->backend = first->backend;
    p->backend_generation = first->backend_generation;
    p->is_to_client = first->is_to_client;
    return VERDICT_fragment_followed;
}

/* Before addresses are looked at: a floating VIP as source was allowed by the ports of the first. */
static __always_inline int follow_fragment(struct packet *p)
{
    return p->fragment == LATER_FRAGMENT ? follow_first_fragment(p) : GO_ON;
}

/* A machine that sends nothing but first fragments costs others datagrams that are in fragments, and nothing else. */
static __noinline void remember_datagram(const struct packet *p)
{
    struct datagram_key key = datagram_of(p);
    struct datagram first = {.network = p->network, .to_port = p->to_port};
    first.source = p->new_source;
    first.destination = p->new_destination;
    first.frontend = p->frontend;
    first.frontend_generation = p->frontend_generation;
    first.backend = p->backend;
    first.backend_generation = p->backend_generation;
    first.is_to_client = p->is_to_client;
    first.seen_at = p->now;
    bpf_map_update_elem(&datagrams, &key, &first, BPF_ANY);
}

#endif
