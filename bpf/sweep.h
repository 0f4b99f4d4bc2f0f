/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Forgets flows that are over. The agent runs it every few seconds; packets go on meanwhile. */
#ifndef ILB_SWEEP_H
#define ILB_SWEEP_H

#include "balance.h"

struct sweeping {
    __u32 now;
    __u32 number;
    __u32 kept; /* ways in use */
};

static __always_inline void count_open(const struct flow *of, __u32 number)
{
    __u32 slot = of->backend;
    struct swept_flows *s = bpf_map_lookup_elem(&swept_flows, &slot);
    if (!s || (of->marks & (FLOW_DIRECT | FLOW_ALIAS)) || is_closed(of))
        return;
    s->flows = s->sweep == number ? s->flows + 1 : 1;
    s->sweep = number;
}

/*
 * The backend can't be looked up under the lock. Until it is taken again the way may have got another flow, even one of
 * the same slot and generation, which are back: an orphan goes only if no flow was stored in between.
 */
static __noinline void sweep_way(struct bucket *b, __u32 *tag, const struct flow *f, struct sweeping *s)
{
    struct flow of = {};
    bpf_spin_lock(&b->lock);
    of.backend = f->backend;
    of.generation = f->generation;
    of.marks = f->marks;
    __u32 stored = b->stored;
    bool over = is_over(f, s->now);
    if (over)
        *tag = 0;
    bpf_spin_unlock(&b->lock);
    if (over)
        return;
    if (backend_of(&of)) {
        s->kept++;
        count_open(&of, s->number);
        return;
    }
    bpf_spin_lock(&b->lock);
    if (b->stored == stored)
        *tag = 0;
    bpf_spin_unlock(&b->lock);
}

static long sweep_bucket(struct bpf_map *map, __u32 *index, struct bucket *b, void *sweeping)
{
    for (int i = 0; i < FLOW_WAYS; i++)
        if (b->tag[i])
            sweep_way(b, &b->tag[i], &b->ways[i], sweeping);
    return 0;
}

SEC("tc")
int sweep(struct __sk_buff *skb)
{
    __u32 only = 0;
    struct sweep *last = bpf_map_lookup_elem(&last_sweep, &only);
    if (!last)
        return TC_ACT_OK;
    struct sweeping s = {.now = now_seconds(), .number = last->number + 1};
    bpf_for_each_map_elem(&flows, sweep_bucket, &s, 0);
    last->flows = s.kept;
    s.kept = 0;
    bpf_for_each_map_elem(&overflow, sweep_bucket, &s, 0);
    last->overflow = s.kept;
    last->number = s.number;
    return TC_ACT_OK;
}

#endif
