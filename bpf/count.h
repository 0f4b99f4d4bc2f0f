/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Counters, all per processor: of every packet its verdict, and of a frontend's or backend's what went through it. */
#ifndef ILB_COUNT_H
#define ILB_COUNT_H

#include "packet.h"

static __always_inline void count(__u32 verdict)
{
    __u64 *counter = bpf_map_lookup_elem(&verdicts, &verdict);
    if (counter)
        *counter += 1;
}

static __always_inline void add(struct endpoint_traffic *t, __u32 generation, const struct packet *p,
                                const struct way *passed)
{
    if (t->generation != generation)
        *t = (struct endpoint_traffic){.generation = generation};
    struct way *way = p->is_to_client ? &t->to_client : &t->to_backend;
    way->packets += passed->packets;
    way->bytes += passed->bytes;
    if (p->opens_flow)
        t->flows++;
    if (opens_connection(p) && !p->is_to_client)
        t->syns++;
}

static __noinline void count_drop(const struct packet *p, __u32 verdict)
{
    struct drop_key key = {p->frontend, p->frontend_generation, p->backend, p->backend_generation,
                           verdict,     p->is_to_client};
    __u64 *counter = bpf_map_lookup_elem(&drops, &key), one = 1;
    if (counter)
        *counter += 1;
    else
        bpf_map_update_elem(&drops, &key, &one, BPF_ANY); /* of this processor only */
}

static __noinline void count_for_endpoint(const struct packet *p, __u32 verdict)
{
    bool is_delivered = action_of(verdict) == DELIVER;
    struct way passed = {};
    if (is_delivered)
        passed = (struct way){p->segments, p->length};
    else
        count_drop(p, verdict);
    __u32 slot = p->frontend;
    struct endpoint_traffic *t = bpf_map_lookup_elem(&frontend_traffic, &slot);
    if (t)
        add(t, p->frontend_generation, p, &passed);
    slot = p->backend;
    t = is_delivered ? bpf_map_lookup_elem(&backend_traffic, &slot) : NULL;
    if (t)
        add(t, p->backend_generation, p, &passed);
}

#endif
