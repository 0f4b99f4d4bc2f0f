/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Finding, opening and forgetting flows. No helper may be called while a bucket is locked. */
#ifndef ILB_FLOW_H
#define ILB_FLOW_H

#include "maps.h"
#include "hash.h"
#include "packet.h"
#include "trial.h"

enum side { NOBODY, CLIENT, SERVER };

/*
 * What to look for: as written by the client (server is what it called) or by the server (client and client_port are
 * the client as it sees it, server is the machine, source what it wrote as its own address).
 */
struct tuple {
    __u32 network;
    struct address client, server, source;
    __be16 client_port, server_port;
    __u8 protocol;
    __u8 written_by; /* enum side */
    __u8 sent_by;    /* enum side; NOBODY only looks and leaves no mark */
    __u8 tcp_flags;
    __u8 is_judged; /* by the access list named here; 0: keep what the flow says */
    __u16 acl, acl_generation;
    __u32 segments, bytes; /* to be counted */
    __be32 acknowledged;   /* if tcp_flags has TCP_ACK */
};

enum insertion { FLOW_STORED, FLOW_CONFLICT, FLOW_NO_ROOM };
enum place { REPLACE_ONLY, FREE_WAY, EVICT };

static __always_inline __u32 now_seconds(void)
{
    return bpf_ktime_get_coarse_ns() / 1000000000;
}

static __always_inline bool is_closed(const struct flow *f)
{
    __u8 both = FLOW_CLIENT_FIN | FLOW_SERVER_FIN;
    return (f->marks & FLOW_RESET) || (f->marks & both) == both;
}

static __always_inline bool is_over(const struct flow *f, __u32 now)
{
    __u32 lifetime = is_closed(f) ? CLOSED_SECONDS : f->marks & FLOW_PROVEN ? f->idle_seconds : UNPROVEN_SECONDS;
    return (__s32)(now - f->seen_at) > (__s32)lifetime;
}

/* The client's address as the server sees it: kept, unless the two are one machine. */
static __always_inline const struct address *seen_client(const struct flow *f)
{
    return f->marks & FLOW_HAIRPIN ? &f->called : &f->client;
}

/* With a floating IP the server answers as the VIP; a UDP socket that is bound to no address answers as the machine. */
static __always_inline bool is_answered_by(const struct flow *f, const struct tuple *t)
{
    if (!(f->marks & FLOW_FLOATING))
        return same_address(&f->server, &t->source);
    return same_address(&f->server, &t->server) &&
           (same_address(&f->called, &t->source) ||
            (f->protocol == IPPROTO_UDP && same_address(&f->server, &t->source)));
}

/* As a server knows them. No client inside has the address of one outside, unless the network grew since. */
static __always_inline bool is_same_network(__u32 a, __u32 b)
{
    return !((a ^ b) & ~OUTSIDE);
}

static __always_inline bool is_of(const struct flow *f, const struct tuple *t)
{
    if (!is_same_network(f->network, t->network) || f->protocol != t->protocol)
        return false;
    if (t->written_by == CLIENT)
        return f->network == t->network && !(f->marks & FLOW_ALIAS) && f->client_port == t->client_port &&
               f->called_port == t->server_port && same_address(&f->client, &t->client) &&
               same_address(&f->called, &t->server);
    return f->seen_port == t->client_port && f->server_port == t->server_port &&
           same_address(seen_client(f), &t->client) && is_answered_by(f, t);
}

/* A SYN that is answered proves nothing: its source may be made up. Who goes on has seen the answer. */
static __always_inline bool proves(const struct tuple *t)
{
    if (t->protocol == IPPROTO_TCP)
        return t->sent_by == CLIENT && (t->tcp_flags & (TCP_SYN | TCP_RST | TCP_ACK)) == TCP_ACK;
    return t->sent_by == SERVER;
}

static __always_inline __u16 marks_of(const struct tuple *t)
{
    __u8 fin = t->sent_by == CLIENT ? FLOW_CLIENT_FIN : FLOW_SERVER_FIN;
    return (proves(t) ? FLOW_PROVEN : 0) | (t->tcp_flags & TCP_FIN ? fin : 0) |
           (t->tcp_flags & TCP_RST ? FLOW_RESET : 0);
}

/* A SYN of the client on a closed flow is a new connection from the same L4 port. */
static __always_inline bool is_reopened(const struct flow *f, const struct tuple *t)
{
    return t->sent_by == CLIENT && (t->tcp_flags & (TCP_SYN | TCP_ACK)) == TCP_SYN && is_closed(f);
}

static __always_inline bool begins_anew(const struct tuple *t)
{
    return t->protocol != IPPROTO_TCP || (t->tcp_flags & (TCP_SYN | TCP_ACK)) == TCP_SYN;
}

static __always_inline void count_traffic(struct traffic *so_far, const struct tuple *t)
{
    int sender = t->sent_by == SERVER;
    so_far->packets[sender] += t->segments;
    so_far->bytes[sender] += t->bytes;
    if (t->tcp_flags & TCP_ACK)
        so_far->acknowledged[sender] = t->acknowledged;
}

/* What the flow remembers of a packet of its own. */
static __always_inline void mark(struct flow *f, const struct tuple *t, __u32 now)
{
    if (t->sent_by != NOBODY) {
        f->seen_at = now;
        f->marks |= marks_of(t);
        count_traffic(&f->traffic, t);
    }
    if (t->is_judged) {
        f->acl = t->acl;
        f->acl_generation = t->acl_generation;
    }
}

static __noinline int find_in(struct bucket *b, const struct tuple *t, __u32 tag, __u32 now, struct flow *found)
{
    int hit = 0;
    bpf_spin_lock(&b->lock);
    for (int i = 0; i < FLOW_WAYS; i++) {
        struct flow *f = &b->ways[i];
        if (b->tag[i] != tag || !is_of(f, t))
            continue;
        if (is_reopened(f, t) || is_over(f, now)) {
            if (begins_anew(t) && !is_trial())
                b->tag[i] = 0; /* else left to the sweep, which may have to tell both ends */
            continue;          /* one that is not over may look the same */
        }
        if (!is_trial())
            mark(f, t, now);
        __builtin_memcpy(found, f, FLOW_HEAD);
        hit = 1;
        break;
    }
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

static __always_inline bool is_same_call(const struct flow *a, const struct flow *b)
{
    return a->network == b->network && a->protocol == b->protocol && !((a->marks ^ b->marks) & FLOW_ALIAS) &&
           a->client_port == b->client_port && a->called_port == b->called_port &&
           same_address(&a->client, &b->client) && same_address(&a->called, &b->called);
}

static __always_inline bool is_same_at_server(const struct flow *a, const struct flow *b)
{
    return is_same_network(a->network, b->network) && a->protocol == b->protocol && a->seen_port == b->seen_port &&
           a->server_port == b->server_port && same_address(seen_client(a), seen_client(b)) &&
           same_address(&a->server, &b->server);
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

/* The one way for a flow: over itself, else free, else (EVICT) of one that is not proven. */
static __noinline int insert_in(struct bucket *b, const struct flow *f, __u32 tag, enum place allowed)
{
    int way = -1, result = FLOW_NO_ROOM;
    bool replaces = false, evicts = false;
    bpf_spin_lock(&b->lock);
    for (int i = 0; i < FLOW_WAYS; i++) {
        const struct flow *other = &b->ways[i];
        bool is_free = !b->tag[i] || is_over(other, f->seen_at) || would_be_gone(other, f);
        if (!is_free && b->tag[i] == tag && is_same_call(other, f)) {
            way = i;
            replaces = true;
        } else if (!is_free && b->tag[i] == tag && is_same_at_server(other, f)) {
            result = FLOW_CONFLICT;
            goto out;
        } else if (!replaces && is_free && allowed != REPLACE_ONLY) {
            way = i;
        } else if (!replaces && allowed == EVICT && way < 0 && !(other->marks & FLOW_PROVEN)) {
            way = i;
        }
    }
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
