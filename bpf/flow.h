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
    __u16 kind; /* marks that say which protocol, of TCP and UDP, and which family */
    __u8 protocol;
    __u8 written_by; /* enum side */
    __u8 sent_by;    /* enum side; NOBODY only looks and leaves no mark */
    __u8 tcp_flags;
    __u8 is_judged; /* by the access list named here; 0: keep what the flow says */
    __u16 acl, acl_generation;
    __u32 now;             /* seconds since boot */
    __u32 hash;            /* of the client, once it was looked for */
    __u32 segments, bytes; /* to be counted */
    __be32 acknowledged;   /* if tcp_flags has TCP_ACK */
};

static __always_inline __u16 kind_of(__u8 protocol, bool is_ipv6)
{
    return (protocol == IPPROTO_UDP ? FLOW_UDP : 0) | (is_ipv6 ? FLOW_IPV6 : 0);
}

static __always_inline bool is_closed(__u16 marks)
{
    __u8 both = FLOW_CLIENT_FIN | FLOW_SERVER_FIN;
    return (marks & FLOW_RESET) || (marks & both) == both;
}

static __always_inline bool is_over(const struct flow_line *f, __u32 now)
{
    __u32 lifetime = is_closed(f->marks) ? CLOSED_SECONDS : f->marks & FLOW_PROVEN ? f->idle_seconds : UNPROVEN_SECONDS;
    return (__s32)(now - f->seen_at) > (__s32)lifetime;
}

/* The client's address as the server sees it: kept, unless the two are one machine. */
static __always_inline const struct address *seen_client(const struct flow *f)
{
    return f->marks & FLOW_HAIRPIN ? &f->called : &f->client;
}

/* As a server knows them. No client inside has the address of one outside, unless the network grew since. */
static __always_inline bool is_same_network(__u32 a, __u32 b)
{
    return !((a ^ b) & ~OUTSIDE);
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
static __always_inline bool is_reopened(const struct flow_line *f, const struct tuple *t)
{
    return t->sent_by == CLIENT && (t->tcp_flags & (TCP_SYN | TCP_ACK)) == TCP_SYN && is_closed(f->marks);
}

static __always_inline bool begins_anew(const struct tuple *t)
{
    return t->protocol != IPPROTO_TCP || (t->tcp_flags & (TCP_SYN | TCP_ACK)) == TCP_SYN;
}

/* It is found no more: a new connection takes its place, or nobody used it for too long. */
static __always_inline bool is_past(const struct flow_line *f, const struct tuple *t, __u32 now)
{
    return is_reopened(f, t) || is_over(f, now);
}

#endif
