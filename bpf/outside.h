/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Packets from outside, through the uplink. They may go to public frontends and nowhere else: nothing here asks for a
 * route, so that neither a machine's address nor an internal VIP can be reached, whatever a packet says.
 */
#ifndef ILB_OUTSIDE_H
#define ILB_OUTSIDE_H

#include "arp.h"
#include "icmp_error.h"
#include "leave.h"

static __always_inline bool is_public_vip(struct address address)
{
    struct route_key key = {.network = OUTSIDE, .address = address};
    return bpf_map_lookup_elem(&routes, &key);
}

/* Only for public VIPs: others may have addresses on that link, too. */
static __noinline int answer_arp_outside(struct __sk_buff *skb, const struct packet *p)
{
    struct arp_frame f;
    if (p->ethertype != bpf_htons(ETH_P_ARP))
        return GO_ON;
    if (bpf_skb_load_bytes(skb, 0, &f, sizeof(f)))
        return VERDICT_truncated;
    if (!is_ipv4_over_ethernet(&f.head))
        return VERDICT_malformed;
    if (f.head.operation != bpf_htons(ARPOP_REQUEST) || f.sender == 0 || !is_public_vip(ipv4(f.target)))
        return VERDICT_arp_silent;
    return reply_to_arp(skb, &f);
}

/* A client outside may have any address that can be answered; of the pool of public VIPs only the uplink's own. */
static __noinline int refuse_forged(const struct packet *p)
{
    struct prefix_key pool = {.prefix_bits = 160, .network = OUTSIDE, .address = p->source};
    __u8 first = p->source.word[3]; /* network order: the first octet */
    if (is_probe_source(&p->source))
        return VERDICT_probe_source_spoofed;
    if (first == 0 || first == 127 || first >= 224)
        return VERDICT_source_spoofed;
    if (same_address(&p->source, &p->own))
        return GO_ON;
    return bpf_map_lookup_elem(&prefixes, &pool) ? VERDICT_source_spoofed : GO_ON;
}

/* Whoever has an address of the machines' own network is inside: their answers could not be told apart. */
static __noinline int refuse_insider(const struct packet *p)
{
    struct prefix_key inside = {.prefix_bits = 160, .network = p->network & ~OUTSIDE, .address = p->source};
    return bpf_map_lookup_elem(&prefixes, &inside) ? VERDICT_source_spoofed : GO_ON;
}

/* From here on the packet is in the network of the machines behind the frontend that it names. */
static __noinline bool enter_network(struct packet *p, __be16 public_port, __u8 protocol)
{
    struct frontend_key key = {OUTSIDE, p->destination, public_port, protocol, 0};
    struct frontend *to = bpf_map_lookup_elem(&frontends, &key);
    if (to)
        p->network = OUTSIDE | to->network;
    return to;
}

/* Any router outside may have sent it; that it quotes a live flow is what lets it in. */
static __noinline int follow_error_outside(struct __sk_buff *skb, struct packet *p)
{
    const struct quoted *q = &p->quoted;
    struct flow f;
    if (!is_error(p))
        return VERDICT_icmp_unmatched;
    if (read_quoted(skb, p))
        return VERDICT_truncated;
    if (!same_address(&q->source, &p->destination) || !q->is_plain || !enter_network(p, q->source_port, q->protocol))
        return VERDICT_icmp_unmatched;
    struct tuple t = quoted_tuple(p, CLIENT);
    return flow_find(&t, &f) ? error_to_server(skb, p, &f) : VERDICT_icmp_unmatched;
}

static __noinline int find_public_frontend(struct __sk_buff *skb, struct packet *p)
{
    if (!is_public_vip(p->destination))
        return VERDICT_not_public;
    if (p->fragment == LATER_FRAGMENT || (p->fragment && is_icmp(p)))
        return VERDICT_fragment;
    if (is_icmp(p))
        return is_echo(p) ? answer_ping(skb, p) : follow_error_outside(skb, p);
    if (!has_ports(p))
        return VERDICT_protocol_refused;
    return enter_network(p, p->destination_port, p->protocol) ? refuse_insider(p) : VERDICT_no_endpoint;
}

#endif
