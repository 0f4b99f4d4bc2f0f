/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Forgets flows that are over, and tells the ends of those that shall know. The agent runs it every few seconds, in
 * ilb's own network namespace, where the interfaces of ports are; packets go on meanwhile.
 */
#ifndef ILB_SWEEP_H
#define ILB_SWEEP_H

#include "farewell.h"

struct sweeping {
    struct __sk_buff *skb;
    __u32 now;
    __u32 number;
    __u32 kept; /* ways in use */
};

static __always_inline void count_open(const struct flow *of, __u32 number)
{
    __u32 slot = of->backend;
    struct swept_flows *s = bpf_map_lookup_elem(&swept_flows, &slot);
    if (!s || (of->marks & (FLOW_DIRECT | FLOW_ALIAS)) || is_closed(of->marks))
        return;
    s->flows = s->sweep == number ? s->flows + 1 : 1;
    s->sweep = number;
}

/*
 * The backend can't be looked up under the lock. Until it is taken again the way may have got another flow, even one of
 * the same slot and generation, which are back: an orphan goes only if the way still has the flow that was looked at.
 */
static __noinline bool take_idle(struct bucket *b, struct bucket *rests, __u32 way, struct flow *taken, __u32 now)
{
    const struct flow_line *f = &b->ways[way];
    bpf_spin_lock(&b->lock);
    read_flow(taken, f, &rests->rest[way]);
    read_traffic(&taken->traffic, f, &rests->rest[way]);
    bool is_idle = is_over(f, now);
    if (is_idle)
        forget(b, way);
    bpf_spin_unlock(&b->lock);
    return is_idle;
}

static __always_inline void take_orphan(struct bucket *b, __u32 way, const struct flow *f)
{
    const struct flow_line *now = &b->ways[way];
    bpf_spin_lock(&b->lock);
    if (is_same_turn(now->marks, f->marks) && now->opened_at == f->opened_at)
        forget(b, way);
    bpf_spin_unlock(&b->lock);
}

static __noinline void sweep_way(struct bucket *b, struct bucket *rests, __u32 way, struct sweeping *s)
{
    struct flow of = {};
    bool is_idle = take_idle(b, rests, way, &of, s->now);
    struct backend *owner = backend_of(&of);
    bool is_orphan = !owner || is_cut_off(&of, owner);
    if (!is_idle && is_orphan)
        take_orphan(b, way, &of);
    if (!is_idle && !is_orphan) {
        s->kept++;
        count_open(&of, s->number);
    }
    if (owner && can_be_told(&of) && (is_orphan || (is_idle && resets_idle(&of)))) {
        reset_client(s->skb, &of);
        reset_server(s->skb, &of, owner);
    }
}

/* The second half of the array, which has the rests, ends it. */
static __always_inline long sweep_bucket(struct bucket *b, struct buckets at, struct sweeping *s)
{
    if (!at.rests)
        return 1;
    for (int i = 0; i < FLOW_WAYS; i++)
        if (b->tag[i])
            sweep_way(b, at.rests, i, s);
    return 0;
}

static long sweep_first(struct bpf_map *map, __u32 *index, struct bucket *b, struct sweeping *s)
{
    return sweep_bucket(b, buckets_at(&flows, *index), s);
}

static long sweep_second(struct bpf_map *map, __u32 *index, struct bucket *b, struct sweeping *s)
{
    return sweep_bucket(b, buckets_at(&overflow, *index), s);
}

SEC("tc")
int sweep(struct __sk_buff *skb)
{
    __u32 only = 0;
    struct sweep *last = bpf_map_lookup_elem(&last_sweep, &only);
    if (!last)
        return TC_ACT_OK;
    struct sweeping s = {.skb = skb, .now = now_seconds(), .number = last->number + 1};
    bpf_for_each_map_elem(&flows, sweep_first, &s, 0);
    last->flows = s.kept;
    s.kept = 0;
    bpf_for_each_map_elem(&overflow, sweep_second, &s, 0);
    last->overflow = s.kept;
    last->number = s.number;
    return TC_ACT_OK;
}

#endif
