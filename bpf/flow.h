/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* What a packet means to a flow, and time. */
#ifndef ILB_FLOW_H
#define ILB_FLOW_H

#include "maps.h"
#include "packet.h"
#include "trial.h"

enum side { NOBODY, CLIENT, SERVER };

/*
 * What to look for: as written by the client (server is what it called) or by the server (client and client_port are
 * the client as it sees it, server is the machine, source what it wrote as its own address).
 */
struct tuple {
    struct address client ALIGNED, server ALIGNED, source ALIGNED;
    __u32 network;
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

/* Seconds since boot, to within 17 ms and for 17 years: a division takes longer than to read the clock. */
static __always_inline __u32 now_seconds(void)
{
    __u64 ticks = bpf_ktime_get_coarse_ns() >> 24;
    return ticks * 576460752 >> 35; /* 2^24 / 10^9 * 2^35 */
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

/* It is found no more: a new connection takes its place, or nobody used it for too long. */
static __always_inline bool is_past(const struct flow *f, const struct tuple *t, __u32 now)
{
    return is_reopened(f, t) || is_over(f, now);
}

static __always_inline void count_traffic(struct traffic *so_far, const struct tuple *t)
{
    int sender = t->sent_by == SERVER;
    so_far->packets[sender] += t->segments;
    so_far->bytes[sender] += t->bytes;
    if (t->tcp_flags & TCP_ACK)
        so_far->acknowledged[sender] = t->acknowledged;
}

/* That a packet of its own passed. */
static __always_inline void note(struct flow *f, const struct tuple *t, __u32 now)
{
    if (t->sent_by == NOBODY)
        return;
    f->seen_at = now;
    count_traffic(&f->traffic, t);
}

/* And what it means to the flow. */
static __always_inline void mark(struct flow *f, const struct tuple *t, __u32 now)
{
    note(f, t, now);
    if (t->sent_by != NOBODY)
        f->marks |= marks_of(t);
    if (t->is_judged) {
        f->acl = t->acl;
        f->acl_generation = t->acl_generation;
    }
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

#endif
