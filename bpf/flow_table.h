/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Finding and storing flows. No helper may be called while a bucket is locked. */
#ifndef ILB_FLOW_TABLE_H
#define ILB_FLOW_TABLE_H

#include "flow_line.h"
#include "hash.h"

enum insertion { FLOW_STORED, FLOW_CONFLICT, FLOW_NO_ROOM };
enum place { REPLACE_ONLY, FREE_WAY, EVICT };

/* Where the flows of one hash lie, and their rests. */
struct buckets {
    struct bucket *lines, *rests;
};

/*
 * Where a flow is looked for, and put, first: known before the bucket was read, which may take long. The second place
 * is the other half of a pair of cache lines, which processors like to fetch together.
 */
static __always_inline __u32 nth_way(__u32 tag, __u32 n)
{
    return (tag * 0x9e3779b1 >> 29 ^ n) % FLOW_WAYS; /* by all bits of the hash: some name its bucket already */
}

/* By tag; one that is past hides no other that looks the same. Of none it is FLOW_WAYS. */
static __always_inline __u32 way_of(struct buckets b, const struct tuple *t, __u32 tag, __u32 now)
{
    __u32 past = FLOW_WAYS;
    for (__u32 i = 0; i < FLOW_WAYS; i++) {
        if (b.lines->tag[i] != tag || !is_of(&b.lines->ways[i], &b.rests->rest[i], t))
            continue;
        if (!is_past(&b.lines->ways[i], t, now))
            return i;
        past = i;
    }
    return past;
}

/* Nothing but that it passed: the flow stays what it is. */
static __always_inline bool only_passes(const struct flow_line *f, const struct tuple *t)
{
    return !t->is_judged && (t->sent_by == NOBODY || !((marks_of(t) & ~f->marks) || carries(f, t)));
}

/*
 * A locked bucket keeps the processor from asking memory for anything else, of this packet or the next. So a packet
 * that changes nothing locks none: its copy of the flow is whole if the turn of the way is still what it was
 * (write_flow). It needs no tag either, nor the line they are in. Of what two processors count for one flow and
 * direction at the same moment one packet may be lost; and if one of them carries, a high digit be counted twice.
 */
static __always_inline bool pass(struct buckets b, __u32 way, const struct tuple *t, __u32 now, struct flow *found)
{
    struct flow_line *f = &b.lines->ways[way];
    struct flow_rest *r = &b.rests->rest[way];
    __u16 marks = *(volatile __u16 *)&f->marks;
    barrier();
    if (!ordered || !is_of(f, r, t) || is_past(f, t, now) || !only_passes(f, t))
        return false;
    read_flow(found, f, r);
    barrier();
    if (!is_same_turn(*(volatile __u16 *)&f->marks, marks))
        return false;
    if (!is_trial())
        note(f, t, now);
    return true;
}

static __always_inline void forget(struct bucket *b, __u32 way)
{
    b->ways[way].marks &= FLOW_TURN;
    b->tag[way] = 0;
}

/* With the lock: what the packet changes. One that is past is forgotten if the packet begins anew, else the sweep's. */
static __always_inline int change(struct buckets b, __u32 way, const struct tuple *t, __u32 tag, __u32 now,
                                  struct flow *found)
{
    struct flow_line *f = &b.lines->ways[way];
    struct flow_rest *r = &b.rests->rest[way];
    int hit = 0;
    bpf_spin_lock(&b.lines->lock);
    if (b.lines->tag[way] != tag || !is_of(f, r, t))
        goto out;
    hit = !is_past(f, t, now);
    if (!hit && begins_anew(t) && !is_trial())
        forget(b.lines, way);
    if (hit && !is_trial())
        mark(f, r, t, now);
    if (hit)
        read_flow(found, f, r);
out:
    bpf_spin_unlock(&b.lines->lock);
    return hit;
}

/* Where it would lie is on its way from memory while the tags are, too. */
static __always_inline void fetch(const struct flow_line *f)
{
    (void)*(const volatile __u32 *)f;
}

static __always_inline int find_in(struct buckets b, const struct tuple *t, __u32 tag, __u32 now, struct flow *found)
{
    if (t->tcp_flags & TCP_SYN)
        fetch(&b.lines->ways[nth_way(tag, 0)]);
    else if (pass(b, nth_way(tag, 0), t, now, found) || pass(b, nth_way(tag, 1), t, now, found))
        return 1;
    __u32 way = way_of(b, t, tag, now);
    if (way >= FLOW_WAYS)
        return 0;
    return change(b, way, t, tag, now, found);
}

static __always_inline __u32 tag_of(__u32 hash)
{
    return hash ?: 1;
}

/* The kernel's own struct: tells how many buckets the loader asked for. */
struct bpf_map {
    __u32 max_entries;
} __attribute__((preserve_access_index));

/* Half of the array are buckets with lines; their rests are in the other half. */
static __always_inline __u32 number_of(void *map)
{
    return ((struct bpf_map *)map)->max_entries / 2;
}

static __always_inline struct buckets buckets_at(void *map, __u32 index)
{
    struct buckets b = {.lines = bpf_map_lookup_elem(map, &index)};
    index += number_of(map);
    b.rests = bpf_map_lookup_elem(map, &index);
    return b;
}

/* By the low bits of the hash: these buckets are a power of two. */
static __always_inline struct buckets first_of(__u32 hash)
{
    return buckets_at(&flows, hash & (number_of(&flows) - 1));
}

/* By the high bits: what one bucket has too much of is spread over all of these. */
static __always_inline struct buckets second_of(__u32 hash)
{
    return buckets_at(&overflow, (__u64)hash * number_of(&overflow) >> 32);
}

static __always_inline bool are_there(struct buckets b)
{
    return b.lines && b.rests;
}

/* Returns 1 and the flow, marked with what the packet says, or 0. */
__noinline int flow_find(struct tuple *t, struct flow *found)
{
    if (!t || !found)
        return 0;
    __u32 hash = hash_client(t->network, &t->client, t->client_port, t->protocol);
    t->hash = hash;
    struct buckets first = first_of(hash), second;
    if (!are_there(first))
        return 0;
    enum found_in where = FOUND_IN_BUCKET;
    if (!find_in(first, t, tag_of(hash), t->now, found)) {
        if (!first.lines->more)
            return 0;
        second = second_of(hash);
        if (!are_there(second) || !find_in(second, t, tag_of(hash), t->now, found))
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

/* What may be thrown out: what is over, else (EVICT) what waits longest for proof; of one second whose turn it is. */
static __always_inline int way_to_clear(const struct bucket *b, __u32 now, enum place allowed)
{
    int longest = -1;
    __u32 since = 0;
    for (int n = 0; n < FLOW_WAYS; n++) {
        int i = (b->hand + n) % FLOW_WAYS;
        const struct flow_line *f = &b->ways[i];
        if (is_over(f, now))
            return i;
        if (allowed != EVICT || f->marks & FLOW_PROVEN || (longest >= 0 && (__s32)(f->seen_at - since) >= 0))
            continue;
        longest = i;
        since = f->seen_at;
    }
    return longest;
}

/* Two at a time: a half of x that is 0 borrows from its top bit. */
static __always_inline bool has_tag(const struct bucket *b, __u32 tag)
{
    const __u64 *pairs = (const __u64 *)b->tag, each = 0x100000001;
    __u64 found = 0;
    for (int i = 0; i < FLOW_WAYS / 2; i++) {
        __u64 x = pairs[i] ^ tag * each;
        found |= (x - each) & ~x & each << 31;
    }
    return found;
}

/* The one way for a flow: over itself, else free, else cleared. Only the same tag and the last resort need a look at
 * flows. */
static __noinline int insert_in(struct bucket *b, struct bucket *rests, const struct flow *f, __u32 tag,
                                enum place allowed)
{
    int way = -1, result = FLOW_NO_ROOM;
    bool replaces = false, evicts = false;
    bpf_spin_lock(&b->lock);
    bool is_plain = allowed != REPLACE_ONLY && !b->tag[nth_way(tag, 0)] && !has_tag(b, tag);
    if (is_plain)
        way = nth_way(tag, 0);
    for (__u32 n = 0; !is_plain && n < FLOW_WAYS; n++) {
        __u32 i = nth_way(tag, n);
        const struct flow_line *other = &b->ways[i];
        const struct flow_rest *rest = &rests->rest[i];
        bool is_alike = b->tag[i] == tag;
        if (is_alike && is_same_call(other, rest, f)) {
            way = i;
            replaces = true;
        } else if (is_alike && is_same_at_server(other, rest, f) && !is_over(other, f->seen_at)) {
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
        if (!is_trial()) {
            write_flow(&b->ways[way], &rests->rest[way], f);
            b->tag[way] = tag;
            if (evicts)
                b->hand = way + 1;
        }
        result = FLOW_STORED;
    }
out:
    bpf_spin_unlock(&b->lock);
    if (evicts)
        count_eviction();
    return result;
}

/* By the client as it wrote itself; an alias by the client as the server sees it. */
static __always_inline __u32 hash_of(const struct flow *f)
{
    bool as_seen = f->marks & FLOW_ALIAS;
    return hash_client(f->network, as_seen ? seen_client(f) : &f->client, as_seen ? f->seen_port : f->client_port,
                       f->protocol);
}

/* Two processors race for one client port only when its machine sends from both; the worst is a second entry. */
__noinline int flow_insert(const struct flow *f, __u32 hash)
{
    if (!f)
        return FLOW_NO_ROOM;
    __u32 tag = tag_of(hash);
    struct buckets first = first_of(hash), second;
    if (!are_there(first))
        return FLOW_NO_ROOM;
    int result = first.lines->more ? FLOW_NO_ROOM : insert_in(first.lines, first.rests, f, tag, FREE_WAY);
    if (result != FLOW_NO_ROOM)
        return result;
    second = second_of(hash);
    if (!are_there(second))
        return FLOW_NO_ROOM;
    if (first.lines->more)
        result = insert_in(second.lines, second.rests, f, tag, REPLACE_ONLY);
    if (result == FLOW_NO_ROOM && first.lines->more)
        result = insert_in(first.lines, first.rests, f, tag, FREE_WAY);
    if (result != FLOW_NO_ROOM)
        return result;
    if (!is_trial())
        first.lines->more = 1; /* before the flow is there, so that it is found as soon as it is */
    result = insert_in(second.lines, second.rests, f, tag, FREE_WAY);
    if (result == FLOW_NO_ROOM)
        result = insert_in(first.lines, first.rests, f, tag, EVICT);
    return result == FLOW_NO_ROOM ? insert_in(second.lines, second.rests, f, tag, EVICT) : result;
}

#endif
