/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Finding and storing flows. No helper may be called while a bucket is locked. */
#ifndef ILB_FLOW_TABLE_H
#define ILB_FLOW_TABLE_H

#include "flow.h"
#include "hash.h"

enum insertion { FLOW_STORED, FLOW_CONFLICT, FLOW_NO_ROOM };
enum place { REPLACE_ONLY, FREE_WAY, EVICT };

/* Where a flow is looked for, and put, first: known before the bucket was read, which may take long. */
static __always_inline __u32 preferred_way(__u32 tag)
{
    return tag >> 29; /* bits that name no bucket */
}

/* Set where loads are seen in the order they are made in (x86). */
const volatile __u32 ordered SEC(".rodata.order");

/* Any but the first; one that is past hides no other that looks the same. */
static __always_inline int other_way_of(const struct bucket *b, const struct tuple *t, __u32 tag, __u32 now, int *past)
{
    for (int i = 0; i < FLOW_WAYS; i++) {
        if (b->tag[i] != tag || !is_of(&b->ways[i], t))
            continue;
        if (!is_past(&b->ways[i], t, now))
            return i;
        *past = i;
    }
    return -1;
}

/* Without the lock; what is torn is found out later. Whoever was told of a flow by another packet finds it whole. */
static __always_inline int way_of(const struct bucket *b, const struct tuple *t, __u32 tag, __u32 now, int *past)
{
    __u32 first = preferred_way(tag);
    const struct flow *f = &b->ways[first];
    if (b->tag[first] == tag && is_of(f, t) && !is_past(f, t, now))
        return first;
    return other_way_of(b, t, tag, now, past);
}

/* The rest is left to the sweep, which may have to tell both ends. */
static __always_inline void forget_past(struct bucket *b, __u32 way, const struct tuple *t, __u32 tag, __u32 now)
{
    bpf_spin_lock(&b->lock);
    if (b->tag[way] == tag && is_of(&b->ways[way], t) && is_past(&b->ways[way], t, now))
        b->tag[way] = 0;
    bpf_spin_unlock(&b->lock);
}

/* Nothing but that it passed: the flow stays what it is. */
static __always_inline bool only_passes(const struct flow *f, const struct tuple *t)
{
    return ordered && !t->is_judged && (t->sent_by == NOBODY || !(marks_of(t) & ~f->marks));
}

/*
 * A locked bucket keeps the processor from asking memory for anything else, of this packet or the next. So a packet
 * that changes nothing locks none: its copy of the flow is whole if the way is as it was before. What two processors
 * count for one flow and direction at the same moment may be one packet's.
 */
static __always_inline bool pass(struct bucket *b, __u32 way, const struct tuple *t, __u32 tag, __u32 stored, __u32 now,
                                 struct flow *found)
{
    struct flow *f = &b->ways[way];
    __builtin_memcpy(found, f, FLOW_HEAD);
    if (*(volatile __u32 *)&b->stored != stored || *(volatile __u32 *)&b->tag[way] != tag)
        return false;
    if (!is_trial())
        note(f, t, now);
    return true;
}

static __always_inline int find_in(struct bucket *b, const struct tuple *t, __u32 tag, __u32 now, struct flow *found)
{
    __u32 stored = *(volatile __u32 *)&b->stored;
    int past = -1, way = way_of(b, t, tag, now, &past);
    if (past >= 0 && begins_anew(t) && !is_trial())
        forget_past(b, past % FLOW_WAYS, t, tag, now);
    if (way < 0)
        return 0;
    struct flow *f = &b->ways[way % FLOW_WAYS];
    if (only_passes(f, t) && pass(b, way % FLOW_WAYS, t, tag, stored, now, found))
        return 1;
    bpf_spin_lock(&b->lock);
    int hit = b->tag[way % FLOW_WAYS] == tag && (b->stored == stored || is_of(f, t));
    if (hit && !is_trial())
        mark(f, t, now);
    if (hit)
        __builtin_memcpy(found, f, FLOW_HEAD);
    bpf_spin_unlock(&b->lock);
    return hit;
}

static __always_inline __u32 tag_of(__u32 hash)
{
    return hash ?: 1;
}

/* The kernel's own struct: tells how many buckets the loader asked for. */
struct bpf_map {
    __u32 max_entries;
} __attribute__((preserve_access_index));

/* By the low bits of the hash: these buckets are a power of two. */
static __always_inline struct bucket *first_bucket(__u32 hash)
{
    __u32 index = hash & (((struct bpf_map *)&flows)->max_entries - 1);
    return bpf_map_lookup_elem(&flows, &index);
}

/* By the high bits: what one bucket has too much of is spread over all of these. */
static __always_inline struct bucket *second_bucket(__u32 hash)
{
    __u32 index = (__u64)hash * ((struct bpf_map *)&overflow)->max_entries >> 32;
    return bpf_map_lookup_elem(&overflow, &index);
}

/* Returns 1 and the flow, marked with what the packet says, or 0. */
__noinline int flow_find(const struct tuple *t, struct flow *found)
{
    if (!t || !found)
        return 0;
    __u32 now = now_seconds(), hash = hash_client(t->network, &t->client, t->client_port, t->protocol);
    struct bucket *first = first_bucket(hash);
    if (!first)
        return 0;
    enum found_in where = FOUND_IN_BUCKET;
    if (!find_in(first, t, tag_of(hash), now, found)) {
        struct bucket *second = first->more ? second_bucket(hash) : NULL;
        if (!second || !find_in(second, t, tag_of(hash), now, found))
            return 0;
        where = FOUND_IN_OVERFLOW;
    }
    report_flow(found, where);
    return 1;
}

static __always_inline void count_eviction(void)
{
    __u32 only = 0;
    struct trial_report *r = reported();
    if (r)
        r->evicts = 1;
    __u64 *counter = is_trial() ? NULL : bpf_map_lookup_elem(&evictions, &only);
    if (counter)
        *counter += 1; /* per processor */
}

/* In a trial the flow is still there that a SYN from the same L4 port would have ended. */
static __always_inline bool would_be_gone(const struct flow *other, const struct flow *f)
{
    return is_trial() && is_closed(other) && is_same_call(other, f);
}

static __always_inline void put(struct bucket *b, int way, const struct flow *f, __u32 tag)
{
    b->ways[way] = *f;
    b->tag[way] = tag;
    b->stored++;
}

/* What may be thrown out: what is over, else (EVICT) what nobody proved. */
static __always_inline int way_to_clear(const struct bucket *b, __u32 now, enum place allowed)
{
    int unproven = -1;
    for (int i = 0; i < FLOW_WAYS; i++) {
        if (is_over(&b->ways[i], now))
            return i;
        if (allowed == EVICT && !(b->ways[i].marks & FLOW_PROVEN))
            unproven = i;
    }
    return unproven;
}

/* The one way for a flow: over itself, else free, else cleared. Only the same tag and the last resort need a look at
 * flows. */
static __noinline int insert_in(struct bucket *b, const struct flow *f, __u32 tag, enum place allowed)
{
    int way = -1, result = FLOW_NO_ROOM;
    bool replaces = false, evicts = false;
    bpf_spin_lock(&b->lock);
    for (__u32 n = 0; n < FLOW_WAYS; n++) {
        __u32 i = (preferred_way(tag) + n) % FLOW_WAYS;
        const struct flow *other = &b->ways[i];
        bool is_alike = b->tag[i] == tag && !is_over(other, f->seen_at) && !would_be_gone(other, f);
        if (is_alike && is_same_call(other, f)) {
            way = i;
            replaces = true;
        } else if (is_alike && is_same_at_server(other, f)) {
            result = FLOW_CONFLICT;
            goto out;
        } else if (way < 0 && !b->tag[i] && allowed != REPLACE_ONLY) {
            way = i;
        }
    }
    if (way < 0 && allowed != REPLACE_ONLY)
        way = way_to_clear(b, f->seen_at, allowed);
    if (way >= 0 && way < FLOW_WAYS) {
        evicts = !replaces && b->tag[way] && !is_over(&b->ways[way], f->seen_at);
        if (!is_trial())
            put(b, way, f, tag);
        result = FLOW_STORED;
    }
out:
    bpf_spin_unlock(&b->lock);
    if (evicts)
        count_eviction();
    return result;
}

/* Two processors race for one client port only when its machine sends from both; the worst is a second entry. */
__noinline int flow_insert(const struct flow *f)
{
    if (!f)
        return FLOW_NO_ROOM;
    bool as_seen = f->marks & FLOW_ALIAS;
    __u32 hash = hash_client(f->network, as_seen ? seen_client(f) : &f->client, as_seen ? f->seen_port : f->client_port,
                             f->protocol);
    __u32 tag = tag_of(hash);
    struct bucket *first = first_bucket(hash), *second = second_bucket(hash);
    if (!first || !second)
        return FLOW_NO_ROOM;
    int result = first->more ? insert_in(second, f, tag, REPLACE_ONLY) : FLOW_NO_ROOM;
    if (result == FLOW_NO_ROOM)
        result = insert_in(first, f, tag, FREE_WAY);
    if (result != FLOW_NO_ROOM)
        return result;
    if (!is_trial())
        first->more = 1; /* before the flow is there, so that it is found as soon as it is */
    result = insert_in(second, f, tag, FREE_WAY);
    if (result == FLOW_NO_ROOM)
        result = insert_in(first, f, tag, EVICT);
    return result == FLOW_NO_ROOM ? insert_in(second, f, tag, EVICT) : result;
}

#endif
