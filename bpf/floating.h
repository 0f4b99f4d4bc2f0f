/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Floating IP (direct server return): members of such a set have the VIP as an address of their own and answer as it.
 * So the VIP is a source that packets of a machine may carry: from the port of the set, in a flow, opening nothing.
 */
#ifndef ILB_FLOATING_H
#define ILB_FLOATING_H

#include "icmp_error.h"

/* What the packet claims to come from; an ICMP error comes from where the packet that it quotes had arrived. */
static __noinline bool read_claim(struct __sk_buff *skb, struct packet *p, struct frontend_key *claim)
{
    *claim = (struct frontend_key){p->network, p->source, p->source_port, p->protocol, 0};
    if (has_ports(p))
        return true;
    if (!is_error(p) || read_quoted(skb, p))
        return false;
    claim->port = p->quoted.destination_port;
    claim->protocol = p->quoted.protocol;
    return p->quoted.is_plain && same_address(&p->quoted.destination, &p->source);
}

static __noinline bool may_answer_as_vip(struct __sk_buff *skb, struct packet *p)
{
    struct frontend_key claim;
    if (!read_claim(skb, p, &claim))
        return false;
    struct frontend *f = bpf_map_lookup_elem(&frontends, &claim);
    claim.network = OUTSIDE;
    f = f ?: bpf_map_lookup_elem(&frontends, &claim);
    if (!f || !(f->flags & FRONTEND_FLOATING_IP) || (p->tcp_flags & (TCP_SYN | TCP_ACK)) == TCP_SYN)
        return false;
    struct member_key member = {f->slot, p->port};
    return bpf_map_lookup_elem(&members, &member);
}

/* As the VIP, but of no flow: nobody asked. */
static __always_inline int refuse_unasked(const struct packet *p)
{
    if (same_address(&p->source, &p->own))
        return GO_ON;
    return has_ports(p) ? VERDICT_no_flow : VERDICT_icmp_unmatched;
}

#endif
