/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * A start whose flow table has another layout than the pinned one takes the flows over while packets go on. Meanwhile
 * ports run programs that are slower by a question, and only these: what finds no flow may have one in the table of the
 * programs before, which are asked then.
 */
#ifndef ILB_CARRY_H
#define ILB_CARRY_H

#include "balance.h"

enum port_kind { KIND_MACHINE, KIND_UPLINK, KIND_GATEWAY };

/* What opens a flow opens it here: soon nobody looks into the other table any more. */
static __always_inline int ask_previous(struct __sk_buff *skb, const struct packet *p, enum port_kind kind)
{
    bool may_be_reply = kind != KIND_UPLINK && p->route != ROUTE_VIP;
    if (has_ports(p) && (p->protocol == IPPROTO_TCP ? !opens_connection(p) : may_be_reply))
        bpf_tail_call(skb, &previous, kind);
    return GO_ON; /* there are none, or they are gone meanwhile */
}

static __always_inline bool goes_to_same(const struct flow_line *a, const struct flow_rest *r, const struct flow *f)
{
    return a->backend == f->backend && a->generation == f->generation && a->seen_port == f->seen_port &&
           a->server_port == f->server_port && is_server(a, r, &f->server);
}

/* Both digits of what one sender sent. */
static __always_inline __u64 packets_of(const struct traffic *t, int sender)
{
    return (__u64)t->packets[sender] << PACKET_BITS | low_packets(t->recent[sender]);
}

/* Packets were counted in either table, first there and then here: who counted more counted last. */
static __always_inline void join_traffic(struct flow_line *f, struct flow_rest *r, const struct traffic *before)
{
    struct traffic here = {};
    read_traffic(&here, f, r);
    for (int sender = 0; sender < 2; sender++) {
        if ((__s32)(bpf_ntohl(before->acknowledged[sender]) - bpf_ntohl(here.acknowledged[sender])) > 0)
            here.acknowledged[sender] = before->acknowledged[sender];
        if (packets_of(&here, sender) >= packets_of(before, sender))
            continue;
        here.recent[sender] = before->recent[sender];
        here.packets[sender] = before->packets[sender];
        here.bytes[sender] = before->bytes[sender];
    }
    write_traffic(f, r, &here);
    if (has_high_digits(&here))
        f->marks |= FLOW_COUNTED;
}

/* Packets may have used it here since, or even ended it and opened another: what is newer holds. */
static __noinline int carry_over(struct bucket *b, struct bucket *rests, const struct flow *f, __u32 tag)
{
    int is_there = 0;
    bpf_spin_lock(&b->lock);
    for (int i = 0; i < FLOW_WAYS; i++) {
        struct flow_line *here = &b->ways[i];
        struct flow_rest *rest = &rests->rest[i];
        if (b->tag[i] != tag || !is_same_call(here, rest, f))
            continue;
        bool is_newer = (__s32)(f->seen_at - here->seen_at) >= 0;
        if (goes_to_same(here, rest, f)) {
            here->marks |= f->marks & FLOW_LASTING;
            here->seen_at = is_newer ? f->seen_at : here->seen_at;
            join_traffic(here, rest, &f->traffic);
        } else if (is_newer) {
            write_flow(here, rest, f);
        }
        is_there = 1;
        break;
    }
    bpf_spin_unlock(&b->lock);
    return is_there;
}

__noinline int carry_flow(const struct flow *f)
{
    if (!f)
        return FLOW_NO_ROOM;
    __u32 hash = hash_of(f);
    struct buckets first = first_of(hash), second = second_of(hash);
    if (!are_there(first) || !are_there(second))
        return FLOW_NO_ROOM;
    if (carry_over(first.lines, first.rests, f, tag_of(hash)) ||
        (first.lines->more && carry_over(second.lines, second.rests, f, tag_of(hash))))
        return FLOW_STORED;
    return flow_insert(f, hash);
}

#define CARRIED_AT 14 /* a test run takes this much for an Ethernet header */
#define MOST_CARRIED 128

struct carried_flow {
    struct flow_line line;
    struct flow_rest rest;
};

/* Builds that kept whole addresses and the protocol by its number had no marks for the kind. */
static __always_inline void mark_kind(struct carried_flow *c)
{
    const __be32 *others = c->rest.client;
    bool is_ipv6 = others[0] || others[1] || (others[2] && others[2] != bpf_htonl(0xffff));
    if (c->rest.protocol)
        c->line.marks |= kind_of(c->rest.protocol, is_ipv6);
}

static __noinline int carry_line(struct carried_flow *c)
{
    struct flow f = {};
    mark_kind(c);
    if (is_over(&c->line, now_seconds()))
        return FLOW_STORED;
    read_flow(&f, &c->line, &c->rest);
    read_traffic(&f.traffic, &c->line, &c->rest);
    return carry_flow(&f);
}

/* Run by the agent on a made packet that is a row of flows; returns how many found no room. */
SEC("tc")
int carry(struct __sk_buff *skb)
{
    int refused = 0;
    for (__u32 i = 0; i < MOST_CARRIED; i++) {
        struct carried_flow c;
        if (bpf_skb_load_bytes(skb, CARRIED_AT + i * sizeof(c), &c, sizeof(c)))
            break;
        refused += carry_line(&c) != FLOW_STORED;
    }
    return refused;
}

#endif
