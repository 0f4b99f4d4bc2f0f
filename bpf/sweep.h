/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Forgets flows that are over. The agent runs it every few seconds; packets go on meanwhile. */
#ifndef ILB_SWEEP_H
#define ILB_SWEEP_H

#include "balance.h"

/*
 * The backend can't be looked up under the lock. Until it is taken again the way may have got another flow, even one of
 * the same slot and generation, which are back: an orphan goes only if no flow was stored in between.
 */
static __noinline void sweep_way(struct bucket *b, __u32 *tag, const struct flow *f, __u32 now)
{
    struct flow of = {};
    bpf_spin_lock(&b->lock);
    of.backend = f->backend;
    of.generation = f->generation;
    of.marks = f->marks;
    __u32 stored = b->stored;
    if (is_over(f, now))
        *tag = 0;
    bpf_spin_unlock(&b->lock);
    struct backend *owner = backend_of(&of);
    if (owner && !is_cut_off(&of, owner))
        return;
    bpf_spin_lock(&b->lock);
    if (b->stored == stored)
        *tag = 0;
    bpf_spin_unlock(&b->lock);
}

static long sweep_bucket(struct bpf_map *map, __u32 *index, struct bucket *b, void *now)
{
    for (int i = 0; i < FLOW_WAYS; i++)
        if (b->tag[i])
            sweep_way(b, &b->tag[i], &b->ways[i], *(__u32 *)now);
    return 0;
}

SEC("tc")
int sweep(struct __sk_buff *skb)
{
    __u32 now = now_seconds();
    bpf_for_each_map_elem(&flows, sweep_bucket, &now, 0);
    bpf_for_each_map_elem(&overflow, sweep_bucket, &now, 0);
    return TC_ACT_OK;
}

#endif
