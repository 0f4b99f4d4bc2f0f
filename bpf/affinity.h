/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Session affinity with a timeout: a new flow of a client goes to the backend that its last one went to, whatever the
 * table says now. Only frontends that want it come here; where there are too many clients, the oldest give way.
 */
#ifndef ILB_AFFINITY_H
#define ILB_AFFINITY_H

#include "packet.h"

static __always_inline struct affinity_key affinity_of(const struct packet *p, const struct frontend *to)
{
    struct affinity_key key = {.frontend = to->slot, .frontend_generation = to->generation, .client = p->source};
    return key;
}

/* 0: none is kept, or it takes no flows now. */
static __noinline __u32 kept_backend(const struct packet *p, const struct frontend *to)
{
    struct affinity_key key = affinity_of(p, to);
    struct affinity *kept = bpf_map_lookup_elem(&affinities, &key);
    if (!kept || p->now - kept->seen_at > to->affinity_seconds)
        return 0;
    __u32 slot = kept->backend;
    struct backend *b = bpf_map_lookup_elem(&backends, &slot);
    return b && b->generation == kept->generation && b->state == BACKEND_UP ? slot : 0;
}

static __noinline void keep_backend(const struct packet *p, const struct frontend *to, __u32 slot, __u32 generation)
{
    if (is_trial())
        return;
    struct affinity_key key = affinity_of(p, to);
    struct affinity kept = {.backend = slot, .generation = generation, .seen_at = p->now};
    bpf_map_update_elem(&affinities, &key, &kept, BPF_ANY);
}

#endif
