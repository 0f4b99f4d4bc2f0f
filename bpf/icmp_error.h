/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * An ICMP error quotes the packet it is about, as its sender received it. It goes to the owner of that packet's flow,
 * with the quoted addresses and ports as the owner wrote them.
 */
#ifndef ILB_ICMP_ERROR_H
#define ILB_ICMP_ERROR_H

#include "balance.h"
#include "rewrite.h"

#define QUOTED_AT (L4_AT + (int)sizeof(struct icmphdr))
#define QUOTED_L4_AT (QUOTED_AT + (int)sizeof(struct iphdr))

struct quoted {
    struct iphdr ip;
    __be16 source_port, destination_port;
    __be16 length_or_sequence, checksum; /* of UDP; for TCP the checksum lies beyond what must be quoted */
};

static __always_inline bool is_error(__u8 type)
{
    return type == ICMP_DEST_UNREACH || type == ICMP_TIME_EXCEEDED || type == ICMP_PARAMETERPROB ||
           type == ICMP_SOURCE_QUENCH;
}

/* Writes a quoted field and keeps the checksum of the ICMP message right. */
static __noinline long patch(struct __sk_buff *skb, int at, __u32 from, __u32 to, __u32 bytes)
{
    if (from == to)
        return 0;
    long failed = bpf_l4_csum_replace(skb, L4_FIELD(struct icmphdr, checksum), from, to, bytes & 6);
    return failed | (bytes == 4 ? bpf_skb_store_bytes(skb, at, &to, 4, 0) : bpf_skb_store_bytes(skb, at, &to, 2, 0));
}

static __always_inline __u16 checksum_after(__u16 check, const __be32 *from, const __be32 *to, __u32 bytes)
{
    return fold(bpf_csum_diff((__be32 *)from, bytes, (__be32 *)to, bytes, (__u16)~check));
}

/* The quoted packet now has these addresses and ports. */
static __noinline long requote(struct __sk_buff *skb, const struct quoted *old, const struct quoted *new)
{
    __be32 from[] = {old->ip.saddr, old->ip.daddr, (__u32)old->destination_port << 16 | old->source_port};
    __be32 to[] = {new->ip.saddr, new->ip.daddr, (__u32) new->destination_port << 16 | new->source_port};
    long failed = patch(skb, QUOTED_AT + offsetof(struct iphdr, saddr), from[0], to[0], 4) |
                  patch(skb, QUOTED_AT + offsetof(struct iphdr, daddr), from[1], to[1], 4) |
                  patch(skb, QUOTED_L4_AT, from[2], to[2], 4) |
                  patch(skb, QUOTED_AT + offsetof(struct iphdr, check), old->ip.check,
                        checksum_after(old->ip.check, from, to, 8), 2);
    if (old->ip.protocol == IPPROTO_UDP && old->checksum)
        failed |= patch(skb, QUOTED_L4_AT + offsetof(struct udphdr, check), old->checksum,
                        checksum_after(old->checksum, from, to, 12), 2);
    return failed;
}

static __always_inline struct tuple quoted_tuple(const struct packet *p, const struct quoted *q, enum side error_from)
{
    struct address from = ipv4(q->ip.saddr), to = ipv4(q->ip.daddr);
    struct tuple t = {.network = p->network, .protocol = q->ip.protocol, .written_by = error_from};
    t.client = error_from == SERVER ? from : to;
    t.client_port = error_from == SERVER ? q->source_port : q->destination_port;
    t.server = error_from == SERVER ? p->own : from;
    t.source = to;
    t.server_port = error_from == SERVER ? q->destination_port : q->source_port;
    return t;
}

static __noinline int error_to_client(struct __sk_buff *skb, struct packet *p, const struct quoted *q,
                                      const struct flow *f)
{
    struct quoted as_sent = *q;
    as_sent.ip.saddr = f->client.word[3];
    as_sent.ip.daddr = f->called.word[3];
    as_sent.source_port = f->client_port;
    as_sent.destination_port = f->called_port;
    p->new_source = f->called;
    p->new_destination = f->client;
    find_client(p, f);
    return requote(skb, q, &as_sent) ? VERDICT_kernel_error : VERDICT_icmp_translated;
}

static __noinline int error_to_server(struct __sk_buff *skb, struct packet *p, const struct quoted *q,
                                      const struct flow *f)
{
    struct quoted as_sent = *q;
    struct backend *b = backend_of(f);
    if (!b)
        return VERDICT_icmp_unmatched;
    as_sent.ip.saddr = seen_server(f)->word[3];
    as_sent.ip.daddr = seen_client(f)->word[3];
    as_sent.source_port = f->server_port;
    as_sent.destination_port = f->seen_port;
    p->new_source = *seen_client(f);
    p->new_destination = *seen_server(f);
    p->to_port = b->port;
    return requote(skb, q, &as_sent) ? VERDICT_kernel_error : VERDICT_icmp_translated;
}

static __noinline int follow_icmp_error(struct __sk_buff *skb, struct packet *p)
{
    struct quoted q;
    struct flow f;
    if (p->protocol != IPPROTO_ICMP || p->fragment || !is_error(p->icmp_type))
        return GO_ON;
    if (bpf_skb_load_bytes(skb, QUOTED_AT, &q, sizeof(q)))
        return VERDICT_malformed;
    if (q.ip.daddr != p->source.word[3] || q.ip.saddr != p->destination.word[3])
        return VERDICT_icmp_unmatched; /* made up: about a packet that the machine never received */
    if (q.ip.ihl != 5 || (q.ip.protocol != IPPROTO_TCP && q.ip.protocol != IPPROTO_UDP))
        return GO_ON;
    struct tuple t = quoted_tuple(p, &q, SERVER);
    if (flow_find(&t, &f))
        return is_translated(&f) ? error_to_client(skb, p, &q, &f) : GO_ON;
    t = quoted_tuple(p, &q, CLIENT);
    if (flow_find(&t, &f))
        return is_translated(&f) ? error_to_server(skb, p, &q, &f) : GO_ON;
    return GO_ON;
}

#endif
