/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* How a packet is read from its frame. */
#ifndef ILB_READ_H
#define ILB_READ_H

#include "frame.h"
#include "packet.h"

/* Where the sender did not count them (a guest, some devices), from the sizes. */
static __always_inline __u32 segments_of(struct __sk_buff *skb, __u32 payload)
{
    __u32 most = skb->gso_size;
    return skb->gso_segs ?: most ? (payload + most - 1) / most : 1;
}

static __always_inline int read_tcp(struct __sk_buff *skb, struct packet *p)
{
    const struct tcphdr *tcp = in_frame(skb, p->l4_at, sizeof(*tcp));
    if (!tcp)
        return VERDICT_truncated;
    __u32 headers = headers_of(p, tcp->doff * 4);
    if (tcp->doff < 5 || headers > p->length)
        return VERDICT_bad_length;
    p->source_port = tcp->source;
    p->destination_port = tcp->dest;
    p->acknowledged = tcp->ack_seq;
    p->l4_bytes = tcp->doff * 4;
    p->tcp_flags = ((const __u8 *)tcp)[13];
    p->segments = segments_of(skb, p->length - headers);
    p->bytes = skb->gso_size ? headers + skb->gso_size : p->length;
    return GO_ON;
}

/* Bytes behind the datagram are its receiver's to ignore. A first fragment has only the beginning of it. */
static __always_inline bool is_bad_udp_length(struct __sk_buff *skb, const struct packet *p, const struct udphdr *udp)
{
    __u32 said = bpf_ntohs(udp->len);
    return said < sizeof(*udp) || (headers_of(p, said) > p->length && !p->fragment && !skb->gso_size);
}

static __always_inline int read_udp(struct __sk_buff *skb, struct packet *p)
{
    const struct udphdr *udp = in_frame(skb, p->l4_at, sizeof(*udp));
    __u32 headers = headers_of(p, sizeof(*udp));
    if (!udp || headers > p->length)
        return VERDICT_truncated;
    if (is_bad_udp_length(skb, p, udp))
        return VERDICT_bad_length;
    if (p->is_ipv6 && !udp->check)
        return VERDICT_malformed; /* nothing else guards the addresses */
    p->source_port = udp->source;
    p->destination_port = udp->dest;
    p->segments = segments_of(skb, p->length - headers);
    p->bytes = skb->gso_size ? headers + skb->gso_size : p->length;
    return GO_ON;
}

static __always_inline int read_icmp(struct __sk_buff *skb, struct packet *p)
{
    const struct icmphdr *icmp = in_frame(skb, p->l4_at, sizeof(*icmp));
    if (!icmp || headers_of(p, sizeof(*icmp)) > p->length)
        return VERDICT_truncated;
    p->icmp_type = icmp->type;
    return GO_ON;
}

static __always_inline int read_l4(struct __sk_buff *skb, struct packet *p)
{
    if (same_address(&p->source, &p->destination))
        return VERDICT_land;
    if (p->fragment == LATER_FRAGMENT)
        return GO_ON; /* what lies where the ports would be is data */
    return p->protocol == IPPROTO_TCP   ? read_tcp(skb, p)
           : p->protocol == IPPROTO_UDP ? read_udp(skb, p)
           : is_icmp(p)                 ? read_icmp(skb, p)
                                        : GO_ON;
}

static __always_inline enum fragment fragment_of(__be16 flags_and_offset)
{
    bool is_later = flags_and_offset & bpf_htons(0x1fff), more_follow = flags_and_offset & bpf_htons(0x2000);
    return is_later ? LATER_FRAGMENT : more_follow ? FIRST_FRAGMENT : WHOLE;
}

/* A segmented packet may be larger than the field can say; then it says 0 (BIG TCP, Linux 6.3). */
static __always_inline __u32 ip_length(struct __sk_buff *skb, const struct iphdr *ip)
{
    return !ip->tot_len && ip->protocol == IPPROTO_TCP && skb->gso_size ? skb->len - ETH_HLEN : bpf_ntohs(ip->tot_len);
}

static __always_inline int read_ipv4(struct __sk_buff *skb, struct packet *p)
{
    const struct iphdr *ip = in_frame(skb, IP_AT, sizeof(*ip));
    if (!ip)
        return VERDICT_truncated;
    if (ip->version != 4)
        return VERDICT_malformed;
    __u32 ip_bytes = ip_length(skb, ip);
    if (ip->ihl < 5 || ip_bytes < sizeof(*ip) || ip_bytes > skb->len - ETH_HLEN)
        return VERDICT_bad_length;
    if (ip->ihl > 5)
        return VERDICT_ip_options;
    set_ipv4(&p->source, ip->saddr);
    set_ipv4(&p->destination, ip->daddr);
    p->protocol = ip->protocol;
    p->fragment = fragment_of(ip->frag_off);
    p->identification = ip->id;
    p->l4_at = IP_AT + sizeof(*ip);
    p->bytes = p->length = ip_bytes;
    p->segments = 1;
    return read_l4(skb, p);
}

static __always_inline __u32 ipv6_length(struct __sk_buff *skb, const struct ipv6hdr *ip)
{
    bool is_huge = !ip->payload_bytes && ip->next == IPPROTO_TCP && skb->gso_size;
    return is_huge ? skb->len - ETH_HLEN : sizeof(*ip) + bpf_ntohs(ip->payload_bytes);
}

static __always_inline bool is_extension(__u8 next)
{
    return next == EXTENSION_HOP_BY_HOP || next == EXTENSION_ROUTING || next == EXTENSION_FRAGMENT ||
           next == EXTENSION_DESTINATION || next == EXTENSION_MOBILITY || next == EXTENSION_HOST_IDENTITY ||
           next == EXTENSION_SHIM6;
}

/* A host tells routers which groups it listens to, in a hop-by-hop option so that they notice. */
static __noinline bool is_listener_report(struct __sk_buff *skb, const struct packet *p)
{
    const struct {
        __u8 next, length, option[6], type;
    } * report;
    if (p->protocol != EXTENSION_HOP_BY_HOP)
        return false;
    report = in_frame(skb, p->l4_at, sizeof(*report));
    return report && report->next == IPPROTO_ICMPV6 && !report->length &&
           ((report->type >= ICMPV6_LISTENER_QUERY && report->type <= ICMPV6_LISTENER_DONE) ||
            report->type == ICMPV6_LISTENER_REPORT);
}

static __noinline int read_fragment_header(struct __sk_buff *skb, struct packet *p)
{
    const struct fragment_header *f = in_frame(skb, p->l4_at, sizeof(*f));
    if (!f || headers_of(p, sizeof(*f)) > p->length)
        return VERDICT_truncated;
    bool is_later = f->offset_and_more & bpf_htons(0xfff8), more_follow = f->offset_and_more & bpf_htons(1);
    p->fragment = is_later ? LATER_FRAGMENT : more_follow ? FIRST_FRAGMENT : WHOLE;
    p->identification = f->identification;
    p->protocol = f->next;
    p->l4_at += sizeof(*f);
    return GO_ON;
}

/* Until here the packet has the port's IPv4 address as its own. */
static __always_inline bool find_own_ipv6(struct packet *p)
{
    __u32 slot = p->port;
    struct port *port = bpf_map_lookup_elem(&ports, &slot);
    if (!port || is_zero(&port->address6))
        return false;
    p->own = port->address6;
    return true;
}

static __noinline int read_ipv6(struct __sk_buff *skb, struct packet *p)
{
    if (!find_own_ipv6(p))
        return VERDICT_ipv6;
    const struct ipv6hdr *ip = in_frame(skb, IP_AT, sizeof(*ip));
    if (!ip)
        return VERDICT_truncated;
    if (*(const __u8 *)ip >> 4 != 6)
        return VERDICT_malformed;
    if (ipv6_length(skb, ip) > skb->len - ETH_HLEN)
        return VERDICT_bad_length;
    if (is_ipv4(&ip->source) || is_ipv4(&ip->destination))
        return VERDICT_malformed; /* IPv4 in disguise, which no wire may carry */
    p->is_ipv6 = true;
    p->source = ip->source;
    p->destination = ip->destination;
    p->protocol = ip->next;
    p->l4_at = IP_AT + sizeof(*ip);
    p->bytes = p->length = ipv6_length(skb, ip);
    p->segments = 1;
    if (is_listener_report(skb, p))
        return VERDICT_nd_silent;
    if (p->protocol == EXTENSION_FRAGMENT && read_fragment_header(skb, p))
        return VERDICT_truncated;
    return is_extension(p->protocol) ? VERDICT_ipv6_extension : read_l4(skb, p);
}

static __always_inline bool is_vlan_tag(__be16 ethertype)
{
    return ethertype == bpf_htons(ETH_P_8021Q) || ethertype == bpf_htons(ETH_P_8021AD);
}

static __noinline int read_packet(struct __sk_buff *skb, struct packet *p)
{
    const struct ethhdr *eth = in_frame(skb, 0, sizeof(*eth));
    if (!eth)
        return VERDICT_malformed;
    p->ethertype = eth->h_proto;
    p->is_group = eth->h_dest[0] & 1;
    if (skb->vlan_present || is_vlan_tag(p->ethertype))
        return VERDICT_vlan_tagged;
    if (p->ethertype == bpf_htons(ETH_P_ARP))
        return GO_ON;
    if (p->ethertype != bpf_htons(ETH_P_IP) && p->ethertype != bpf_htons(ETH_P_IPV6))
        return VERDICT_not_ip;
    int verdict = p->ethertype == bpf_htons(ETH_P_IPV6) ? read_ipv6(skb, p)
                  : p->is_group                         ? VERDICT_multicast
                                                        : read_ipv4(skb, p);
    p->new_source = p->source;
    p->new_destination = p->destination;
    p->new_source_port = p->source_port;
    p->new_destination_port = p->destination_port;
    return verdict;
}

#endif
