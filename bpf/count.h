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

static __always_inline void belong_to(struct endpoint_traffic *t, __u32 generation)
{
    if (t->generation != generation)
        *t = (struct endpoint_traffic){.generation = generation};
}

static __always_inline void add(struct endpoint_traffic *t, __u32 generation, const struct packet *p)
{
    belong_to(t, generation);
    struct way *way = p->is_to_client ? &t->to_client : &t->to_backend;
    way->packets += p->segments;
    way->bytes += p->length;
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

static __always_inline void count_delivered(const struct packet *p)
{
    __u32 slot = p->frontend;
    struct endpoint_traffic *t = bpf_map_lookup_elem(&frontend_traffic, &slot);
    if (t)
        add(t, p->frontend_generation, p);
    slot = p->backend;
    t = bpf_map_lookup_elem(&backend_traffic, &slot);
    if (t)
        add(t, p->backend_generation, p);
}

static __noinline void count_refused(const struct packet *p, __u32 verdict)
{
    __u32 slot = p->frontend;
    struct endpoint_traffic *t = bpf_map_lookup_elem(&frontend_traffic, &slot);
    count_drop(p, verdict);
    if (!t)
        return;
    belong_to(t, p->frontend_generation);
    t->flows += p->opens_flow; /* whatever became of the packet that opened it */
    t->syns += opens_connection(p) && !p->is_to_client;
}

#endif
