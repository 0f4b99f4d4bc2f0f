/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* A flow as it lies in the table: whose it is, what passes, and what the steps see of it. */
#ifndef ILB_FLOW_LINE_H
#define ILB_FLOW_LINE_H

#include "flow.h"

/* Comparisons are sums of differences, with one jump at the end: the kernel proves each way through a program apart. */
static __always_inline __u32 differ(__u16 marks, __u16 others, __u16 by)
{
    return (marks ^ others) & by;
}

static __always_inline __u32 words_differ(const __be32 *a, const struct address *b)
{
    return (a[0] ^ b->word[0]) | (a[1] ^ b->word[1]) | (a[2] ^ b->word[2]);
}

/* The client's address as the server sees it, as seen_client. */
static __always_inline __be32 seen_last(const struct flow_line *f)
{
    return f->marks & FLOW_HAIRPIN ? f->called : f->client;
}

static __always_inline const __be32 *seen_words(const struct flow_line *f, const struct flow_rest *r)
{
    return f->marks & FLOW_HAIRPIN ? r->called : r->client;
}

static __always_inline bool is_server(const struct flow_line *f, const struct flow_rest *r, const struct address *a)
{
    return f->server == a->word[3] && (!(f->marks & FLOW_IPV6) || !words_differ(r->server, a));
}

static __always_inline bool is_called(const struct flow_line *f, const struct flow_rest *r, const struct address *a)
{
    return f->called == a->word[3] && (!(f->marks & FLOW_IPV6) || !words_differ(r->called, a));
}

static __always_inline bool is_written_by_client(const struct flow_line *f, const struct flow_rest *r,
                                                 const struct tuple *t)
{
    __u32 other = (f->network ^ t->network) | (f->client ^ t->client.word[3]) | (f->called ^ t->server.word[3]) |
                  (f->client_port ^ t->client_port) | (f->called_port ^ t->server_port) |
                  differ(f->marks, t->kind | FLOW_IN_USE, FLOW_KIND | FLOW_ALIAS | FLOW_IN_USE);
    if (other)
        return false;
    return !(t->kind & FLOW_IPV6) || !(words_differ(r->client, &t->client) | words_differ(r->called, &t->server));
}

/* With a floating IP the server answers as the VIP; a UDP socket that is bound to no address answers as the machine. */
static __always_inline bool is_answer_of_floating(const struct flow_line *f, const struct flow_rest *r,
                                                  const struct tuple *t)
{
    return is_server(f, r, &t->server) &&
           (is_called(f, r, &t->source) || ((f->marks & FLOW_UDP) && is_server(f, r, &t->source)));
}

/* Of a flow with an alias the server's packets are the alias's. */
static __always_inline bool is_first_of_two(const struct flow_line *f)
{
    return ((f->seen_port ^ f->client_port) | (f->marks & FLOW_HAIRPIN)) && !(f->marks & FLOW_ALIAS);
}

static __always_inline bool is_written_by_server(const struct flow_line *f, const struct flow_rest *r,
                                                 const struct tuple *t)
{
    __u32 other = ((f->network ^ t->network) & ~OUTSIDE) | (seen_last(f) ^ t->client.word[3]) |
                  (f->seen_port ^ t->client_port) | (f->server_port ^ t->server_port) |
                  differ(f->marks, t->kind | FLOW_IN_USE, FLOW_KIND | FLOW_IN_USE);
    if (other || is_first_of_two(f) || ((t->kind & FLOW_IPV6) && words_differ(seen_words(f, r), &t->client)))
        return false;
    return f->marks & FLOW_FLOATING ? is_answer_of_floating(f, r, t) : is_server(f, r, &t->source);
}

static __always_inline bool is_of(const struct flow_line *f, const struct flow_rest *r, const struct tuple *t)
{
    return t->written_by == CLIENT ? is_written_by_client(f, r, t) : is_written_by_server(f, r, t);
}

/* All bits for IPv6: what is rarely asked takes no jump for it. */
static __always_inline __u32 if_ipv6(const struct flow *f)
{
    return -(__u32)(f->marks / FLOW_IPV6 & 1);
}

static __always_inline bool is_same_call(const struct flow_line *a, const struct flow_rest *r, const struct flow *f)
{
    return !((a->network ^ f->network) | (a->client ^ f->client.word[3]) | (a->called ^ f->called.word[3]) |
             (a->client_port ^ f->client_port) | (a->called_port ^ f->called_port) |
             differ(a->marks, f->marks, FLOW_KIND | FLOW_ALIAS) |
             ((words_differ(r->client, &f->client) | words_differ(r->called, &f->called)) & if_ipv6(f)));
}

static __always_inline bool is_same_at_server(const struct flow_line *a, const struct flow_rest *r,
                                              const struct flow *f)
{
    const struct address *seen = seen_client(f);
    return !(((a->network ^ f->network) & ~OUTSIDE) | (seen_last(a) ^ seen->word[3]) | (a->server ^ f->server.word[3]) |
             (a->seen_port ^ f->seen_port) | (a->server_port ^ f->server_port) | differ(a->marks, f->marks, FLOW_KIND) |
             ((words_differ(seen_words(a, r), seen) | words_differ(r->server, &f->server)) & if_ipv6(f)));
}

static __always_inline __u32 low_digits(__u32 packets, __u32 bytes)
{
    return bytes << PACKET_BITS | (packets & ((1 << PACKET_BITS) - 1));
}

static __always_inline __u32 low_packets(__u32 recent)
{
    return recent & ((1 << PACKET_BITS) - 1);
}

/* More than low digits hold: the others are touched under the lock only. */
static __always_inline bool carries(const struct flow_line *f, const struct tuple *t)
{
    __u32 recent = f->recent[t->sent_by == SERVER];
    return (low_packets(recent) + t->segments) >> PACKET_BITS || ((recent >> PACKET_BITS) + t->bytes) >> BYTE_BITS;
}

static __always_inline void carry_digits(struct flow_line *f, struct flow_rest *r, const struct tuple *t)
{
    int sender = t->sent_by == SERVER;
    if (!(f->marks & FLOW_COUNTED))
        r->packets[0] = r->packets[1] = r->bytes[0] = r->bytes[1] = 0;
    f->marks |= FLOW_COUNTED;
    r->packets[sender] += (low_packets(f->recent[sender]) + t->segments) >> PACKET_BITS;
    r->bytes[sender] += ((f->recent[sender] >> PACKET_BITS) + t->bytes) >> BYTE_BITS;
}

static __always_inline void count_traffic(struct flow_line *f, const struct tuple *t)
{
    int sender = t->sent_by == SERVER;
    __u32 recent = f->recent[sender];
    f->recent[sender] = low_digits(low_packets(recent) + t->segments, (recent >> PACKET_BITS) + t->bytes);
    if (t->tcp_flags & TCP_ACK)
        f->acknowledged[sender] = t->acknowledged;
}

/* That a packet of its own passed. */
static __always_inline void note(struct flow_line *f, const struct tuple *t, __u32 now)
{
    if (t->sent_by == NOBODY)
        return;
    f->seen_at = now;
    count_traffic(f, t);
}

/* And what it means to the flow. */
static __always_inline void mark(struct flow_line *f, struct flow_rest *r, const struct tuple *t, __u32 now)
{
    if (t->sent_by != NOBODY && carries(f, t))
        carry_digits(f, r, t);
    note(f, t, now);
    if (t->sent_by != NOBODY)
        f->marks |= marks_of(t);
    if (t->is_judged) {
        f->acl = t->acl;
        f->acl_generation = t->acl_generation;
    }
}

static __always_inline void widen(struct address *to, __u16 marks, __be32 last, const __be32 *others)
{
    if (marks & FLOW_IPV6)
        *to = (struct address){{others[0], others[1], others[2], last}};
    else
        set_ipv4(to, last);
}

/* Without its traffic. */
static __always_inline void read_flow(struct flow *to, const struct flow_line *f, const struct flow_rest *r)
{
    __builtin_memcpy(&to->client_port, &f->client_port, FACTS_BYTES);
    to->protocol = f->marks & FLOW_UDP ? IPPROTO_UDP : IPPROTO_TCP;
    widen(&to->client, f->marks, f->client, r->client);
    widen(&to->called, f->marks, f->called, r->called);
    widen(&to->server, f->marks, f->server, r->server);
}

static __always_inline bool has_high_digits(const struct traffic *t)
{
    return t->packets[0] | t->packets[1] | t->bytes[0] | t->bytes[1];
}

static __always_inline void read_traffic(struct traffic *to, const struct flow_line *f, const struct flow_rest *r)
{
    *to = (struct traffic){};
    for (int sender = 0; sender < 2; sender++) {
        to->acknowledged[sender] = f->acknowledged[sender];
        to->recent[sender] = f->recent[sender];
        to->packets[sender] = f->marks & FLOW_COUNTED ? r->packets[sender] : 0;
        to->bytes[sender] = f->marks & FLOW_COUNTED ? r->bytes[sender] : 0;
    }
}

/* But for the mark that says whether there are high digits. */
static __always_inline void write_traffic(struct flow_line *f, struct flow_rest *r, const struct traffic *t)
{
    for (int sender = 0; sender < 2; sender++) {
        f->acknowledged[sender] = t->acknowledged[sender];
        f->recent[sender] = t->recent[sender];
    }
    if (!has_high_digits(t))
        return;
    __builtin_memcpy(r->packets, t->packets, sizeof(r->packets));
    __builtin_memcpy(r->bytes, t->bytes, sizeof(r->bytes));
}

static __always_inline void write_words(struct flow_rest *r, const struct flow *from)
{
    __builtin_memcpy(r->client, &from->client, sizeof(r->client));
    __builtin_memcpy(r->called, &from->called, sizeof(r->called));
    __builtin_memcpy(r->server, &from->server, sizeof(r->server));
}

/*
 * Whoever reads it meanwhile, without the lock, finds out: it is not in use while it is written, and has another turn
 * afterwards.
 */
static __always_inline void write_flow(struct flow_line *f, struct flow_rest *r, const struct flow *from)
{
    __u16 turn = (f->marks + FLOW_IN_USE * 2) & FLOW_TURN;
    __u16 marks = (from->marks & FLOW_LASTING) | (has_high_digits(&from->traffic) ? FLOW_COUNTED : 0);
    *(volatile __u16 *)&f->marks = turn;
    barrier();
    __builtin_memcpy(&f->client_port, &from->client_port, offsetof(struct flow, marks));
    f->idle_seconds = from->idle_seconds;
    __builtin_memcpy(&f->backend, &from->backend, FACTS_BYTES - offsetof(struct flow, backend));
    f->client = from->client.word[3];
    f->called = from->called.word[3];
    f->server = from->server.word[3];
    write_traffic(f, r, &from->traffic);
    if (from->marks & FLOW_IPV6)
        write_words(r, from);
    barrier();
    *(volatile __u16 *)&f->marks = marks | FLOW_IN_USE | turn;
}

static __always_inline bool is_same_turn(__u16 marks, __u16 before)
{
    return !((marks ^ before) & (FLOW_TURN | FLOW_IN_USE));
}

#endif
