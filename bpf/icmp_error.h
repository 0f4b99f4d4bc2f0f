/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * An ICMP error quotes the packet it is about, as its sender received it. It goes to the owner of that packet's flow,
 * with the quoted addresses and ports as the owner wrote them.
 */
#ifndef ILB_ICMP_ERROR_H
#define ILB_ICMP_ERROR_H

#include "answer.h"
#include "follow.h"

static __always_inline bool is_error(const struct packet *p)
{
    __u8 type = p->icmp_type;
    if (!is_icmp(p) || p->fragment)
        return false;
    return p->is_ipv6 ? type < ICMPV6_INFORMATION
                      : type == ICMP_DEST_UNREACH || type == ICMP_TIME_EXCEEDED || type == ICMP_PARAMETERPROB ||
                            type == ICMP_SOURCE_QUENCH;
}

/* Beginning of the quoted packet, and of what L4 it has. */
static __always_inline int quoted_at(const struct packet *p)
{
    return p->l4_at + sizeof(struct icmphdr);
}

static __always_inline int quoted_l4_at(const struct packet *p)
{
    return quoted_at(p) + (p->is_ipv6 ? sizeof(struct ipv6hdr) : sizeof(struct iphdr));
}

static __always_inline long read_quoted_ipv6(struct __sk_buff *skb, struct packet *p)
{
    struct ipv6hdr ip;
    long failed = bpf_skb_load_bytes(skb, quoted_at(p), &ip, sizeof(ip));
    p->quoted = (struct quoted){.source = ip.source, .destination = ip.destination, .protocol = ip.next};
    p->quoted.is_plain = true; /* an extension is no protocol that anybody asks for */
    return failed;
}

static __always_inline long read_quoted_ipv4(struct __sk_buff *skb, struct packet *p)
{
    struct iphdr ip;
    long failed = bpf_skb_load_bytes(skb, quoted_at(p), &ip, sizeof(ip));
    p->quoted = (struct quoted){.source = ipv4(ip.saddr), .destination = ipv4(ip.daddr), .protocol = ip.protocol};
    p->quoted.ip_checksum = ip.check;
    p->quoted.is_plain = ip.ihl == 5;
    return failed;
}

static __noinline long read_quoted(struct __sk_buff *skb, struct packet *p)
{
    return (p->is_ipv6 ? read_quoted_ipv6(skb, p) : read_quoted_ipv4(skb, p)) ||
           bpf_skb_load_bytes(skb, quoted_l4_at(p), &p->quoted.source_port, QUOTED_L4_BYTES);
}

static __always_inline __u16 checksum_after(__u16 check, __u64 change)
{
    return fold(change + (__u16)~check);
}

/* Writes a quoted checksum and keeps that of the ICMP message right. */
static __noinline long patch(struct __sk_buff *skb, const struct packet *p, int at, __u16 from, __u16 to)
{
    long failed = bpf_l4_csum_replace(skb, L4_FIELD(p, struct icmphdr, checksum), from, to, sizeof(to));
    return failed | bpf_skb_store_bytes(skb, at, &to, sizeof(to), 0);
}

/* The quoted packet now has these addresses and ports. */
static __noinline long requote(struct __sk_buff *skb, const struct packet *p, const struct quoted *as_sent)
{
    const struct quoted *old = &p->quoted;
    __u32 addresses = offsetof(struct quoted, source_port), all = offsetof(struct quoted, length_or_sequence);
    __u64 change = bpf_csum_diff((__be32 *)old, addresses, (__be32 *)as_sent, addresses, 0);
    __u64 full_change = bpf_csum_diff((__be32 *)old, all, (__be32 *)as_sent, all, 0);
    long failed = bpf_l4_csum_replace(skb, L4_FIELD(p, struct icmphdr, checksum), 0, full_change, 0) |
                  store_addresses(skb, p->is_ipv6, quoted_at(p), &as_sent->source, &as_sent->destination) |
                  bpf_skb_store_bytes(skb, quoted_l4_at(p), &as_sent->source_port, 2 * sizeof(__be16), 0);
    if (!p->is_ipv6)
        failed |= patch(skb, p, quoted_at(p) + offsetof(struct iphdr, check), old->ip_checksum,
                        checksum_after(old->ip_checksum, change));
    if (old->protocol == IPPROTO_UDP && old->checksum)
        failed |= patch(skb, p, quoted_l4_at(p) + offsetof(struct udphdr, check), old->checksum,
                        checksum_after(old->checksum, full_change));
    return failed;
}

static __always_inline struct tuple quoted_tuple(const struct packet *p, enum side error_from)
{
    const struct quoted *q = &p->quoted;
    struct tuple t = {.network = p->network, .protocol = q->protocol, .written_by = error_from, .now = p->now};
    t.kind = kind_of(q->protocol, p->is_ipv6);
    t.client = error_from == SERVER ? q->source : q->destination;
    t.client_port = error_from == SERVER ? q->source_port : q->destination_port;
    t.server = error_from == SERVER ? p->own : q->source;
    t.source = q->destination;
    t.server_port = error_from == SERVER ? q->destination_port : q->source_port;
    return t;
}

static __noinline int error_to_client(struct __sk_buff *skb, struct packet *p, const struct flow *f)
{
    struct quoted as_sent = {.source = f->client, .destination = f->called};
    as_sent.source_port = f->client_port;
    as_sent.destination_port = f->called_port;
    p->new_source = f->called;
    p->new_destination = f->client;
    find_client(p, f);
    return requote(skb, p, &as_sent) ? VERDICT_kernel_error : VERDICT_icmp_translated;
}

static __noinline int error_to_server(struct __sk_buff *skb, struct packet *p, const struct flow *f)
{
    struct quoted as_sent = {.source = *seen_server(f), .destination = *seen_client(f)};
    struct backend *b = backend_of(f);
    if (!b)
        return VERDICT_icmp_unmatched;
    as_sent.source_port = f->server_port;
    as_sent.destination_port = f->seen_port;
    p->new_source = *seen_client(f);
    p->new_destination = *seen_server(f);
    p->to_port = b->port;
    return requote(skb, p, &as_sent) ? VERDICT_kernel_error : VERDICT_icmp_translated;
}

static __noinline int follow_icmp_error(struct __sk_buff *skb, struct packet *p)
{
    const struct quoted *q = &p->quoted;
    struct flow f;
    if (!is_error(p))
        return GO_ON;
    if (read_quoted(skb, p))
        return VERDICT_truncated;
    if (!same_address(&q->destination, &p->source) || !same_address(&q->source, &p->destination))
        return VERDICT_icmp_unmatched; /* made up: about a packet that the machine never received */
    if (!q->is_plain || (q->protocol != IPPROTO_TCP && q->protocol != IPPROTO_UDP))
        return GO_ON;
    struct tuple t = quoted_tuple(p, SERVER);
    if (flow_find(&t, &f))
        return is_translated(&f) ? error_to_client(skb, p, &f) : GO_ON;
    t = quoted_tuple(p, CLIENT);
    if (flow_find(&t, &f))
        return is_translated(&f) ? error_to_server(skb, p, &f) : GO_ON;
    return GO_ON;
}

#endif
