/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Neighbour discovery, which is to IPv6 what ARP is to IPv4: the one router answers for every address, but for the
 * machine's own, nor to a sender ::, which checks whether an address is taken. Nothing that machines tell of
 * neighbours, routers or groups is listened to.
 */
#ifndef ILB_ND_H
#define ILB_ND_H

#include "answer.h"

#define SOLICITED_AND_OVERRIDE bpf_htonl(0x60000000)

/* Either way between router and machine. */
struct advertisement {
    __u8 type, code;
    __u16 checksum;
    __be32 flags;
    struct address target;
    __u8 option, option_length; /* of the Ethernet address, in 8 bytes */
    __u8 mac[ETH_ALEN];
};

static __always_inline bool is_discovery(const struct packet *p)
{
    __u8 type = p->icmp_type;
    return is_icmp(p) && !p->fragment &&
           ((type >= ICMPV6_LISTENER_QUERY && type <= ICMPV6_REDIRECT) || type == ICMPV6_LISTENER_REPORT);
}

static __always_inline bool is_link_local(const struct address *a)
{
    return (a->word[0] & bpf_htonl(0xffc00000)) == bpf_htonl(0xfe800000);
}

/* Only who wants to get past a check has others in fragments: discovery (RFC 6980), errors (they fit, RFC 4443). */
static __always_inline bool may_be_in_fragments(const struct packet *p)
{
    return !is_icmp(p) || p->icmp_type == ICMPV6_ECHO || p->icmp_type == ICMPV6_ECHOREPLY;
}

/* RFC 4861, 4.3: no group. Nor IPv4 in disguise. */
static __always_inline bool may_be_asked_for(const struct address *target)
{
    return !is_ipv4(target) && (target->word[0] & bpf_htonl(0xff000000)) != bpf_htonl(0xff000000);
}

static __noinline int advertise(struct __sk_buff *skb, const struct packet *p, const struct address *target)
{
    struct ends e = {*target, p->source};
    struct advertisement a = {.type = ICMPV6_NEIGHBOUR_ADVERTISEMENT, .flags = SOLICITED_AND_OVERRIDE};
    a.target = *target;
    a.option = 2; /* the target's */
    a.option_length = 1;
    __builtin_memcpy(a.mac, router_mac, ETH_ALEN);
    __u64 pseudo = pseudo_header_sum(&e, IPPROTO_ICMPV6, sizeof(a));
    __u8 hop_limit = 255; /* so that nobody takes it from beyond a router */
    a.checksum = fold(bpf_csum_diff(NULL, 0, (__be32 *)&a, sizeof(a), pseudo));
    bool failed = bpf_skb_change_tail(skb, plain_l4_at(&e) + sizeof(a), 0) ||
                  store_ip(skb, &e, IPPROTO_ICMPV6, sizeof(a)) ||
                  bpf_skb_store_bytes(skb, IP_AT + offsetof(struct ipv6hdr, hop_limit), &hop_limit, 1, 0) ||
                  bpf_skb_store_bytes(skb, plain_l4_at(&e), &a, sizeof(a), 0) || turn_ethernet(skb);
    return failed ? VERDICT_kernel_error : VERDICT_nd_answered;
}

static __noinline int answer_ipv6(struct __sk_buff *skb, const struct packet *p)
{
    struct address target;
    if (p->fragment == FIRST_FRAGMENT && !may_be_in_fragments(p))
        return VERDICT_malformed;
    if (!is_discovery(p))
        return p->is_group ? VERDICT_multicast : GO_ON;
    if (!same_address(&p->source, &p->own) && !is_link_local(&p->source) && !is_zero(&p->source))
        return VERDICT_nd_spoofed;
    if (p->icmp_type != ICMPV6_NEIGHBOUR_SOLICITATION || is_zero(&p->source))
        return VERDICT_nd_silent;
    __u32 at = p->l4_at + offsetof(struct advertisement, target);
    if (headers_of(p, offsetof(struct advertisement, option)) > p->length ||
        bpf_skb_load_bytes(skb, at, &target, sizeof(target)))
        return VERDICT_truncated;
    if (!may_be_asked_for(&target))
        return VERDICT_malformed;
    return same_address(&target, &p->own) ? VERDICT_nd_silent : advertise(skb, p, &target);
}

/* IPv4 is to pay for the question alone. */
static __always_inline int answer_nd(struct __sk_buff *skb, const struct packet *p)
{
    return p->is_ipv6 ? answer_ipv6(skb, p) : GO_ON;
}

#endif
