/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Forgets flows that are over. The agent runs it every few seconds; packets go on meanwhile. */
#ifndef ILB_SWEEP_H
#define ILB_SWEEP_H

#include "balance.h"

/* The backend is looked up without the lock; under it, the flow must still be over, or still be that backend's. */
static __noinline void sweep_bucket(struct bucket *b, __u32 now)
{
    for (int i = 0; i < FLOW_WAYS; i++) {
        struct flow *f = &b->ways[i];
        struct flow of = {.backend = f->backend, .generation = f->generation};
        bool is_orphan = !backend_of(&of);
        if (!b->tag[i] || (!is_over(f, now) && !is_orphan))
            continue;
        bpf_spin_lock(&b->lock);
        if (is_over(f, now) || (is_orphan && f->backend == of.backend && f->generation == of.generation))
            b->tag[i] = 0;
        bpf_spin_unlock(&b->lock);
    }
}

static long sweep_first(struct bpf_map *map, __u32 *index, struct bucket *b, void *now)
{
    sweep_bucket(b, *(__u32 *)now);
    return 0;
}

static long sweep_second(struct bpf_map *map, __u32 *index, struct bucket *b, void *now)
{
    __u32 used = 0;
    sweep_bucket(b, *(__u32 *)now);
    bpf_spin_lock(&b->lock);
    for (int i = 0; i < FLOW_WAYS; i++)
        used |= b->tag[i];
    bool ends = !used && b->owner; /* without an owner it is only just being made */
    if (ends)
        b->owner = 0; /* nobody inserts any more */
    bpf_spin_unlock(&b->lock);
    if (ends)
        bpf_map_delete_elem(&overflow, index);
    return 0;
}

SEC("tc")
int sweep(struct __sk_buff *skb)
{
    __u32 now = now_seconds();
    bpf_for_each_map_elem(&flows, sweep_first, &now, 0);
    bpf_for_each_map_elem(&overflow, sweep_second, &now, 0);
    return TC_ACT_OK;
}

#endif
