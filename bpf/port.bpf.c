/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * The virtual switch, seen from one port: runs at the host side of every machine's interface, for packets from the
 * machine. It also does what the receiving port would do, because bpf_redirect_peer skips the receiver's hooks.
 */
#include <linux/bpf.h>
#include <linux/pkt_cls.h>
#include <stdbool.h>
#include <stddef.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

#include "read.h"
#include "arp.h"
#include "nd.h"
#include "balance.h"
#include "carry.h"
#include "icmp_error.h"
#include "floating.h"
#include "fragment.h"
#include "beyond.h"
#include "leave.h"
#include "outside.h"
#include "sweep.h"

/* A hint that leads to the port of another interface is none: ports know whose they are. */
static __always_inline struct port *port_of(__u32 ifindex, __u32 *slot)
{
    __u32 place = ifindex % PORT_HINTS, *hint = bpf_map_lookup_elem(&port_hints, &place);
    *slot = hint ? *hint : 0;
    struct port *port = bpf_map_lookup_elem(&ports, slot);
    if (port && port->ifindex == ifindex)
        return port;
    __u32 *known = bpf_map_lookup_elem(&port_slots, &ifindex);
    if (!known)
        return NULL;
    *slot = *known;
    port = bpf_map_lookup_elem(&ports, slot);
    return port && port->ifindex == ifindex ? port : NULL;
}

static __always_inline int find_port(struct __sk_buff *skb, struct packet *p)
{
    __u32 slot;
    struct port *port = port_of(skb->ifindex, &slot);
    if (!port)
        return VERDICT_unknown_port;
    p->port = slot;
    p->home = p->network = port->network;
    p->own = port->address;
    p->mtu = port->mtu;
    p->from = port->flags & PORT_GATEWAY ? FROM_GATEWAY : FROM_MACHINE;
    return GO_ON;
}

static __always_inline int find_machine(struct __sk_buff *skb, struct packet *p)
{
    return find_port(skb, p) ?: (p->port == UPLINK_PORT ? VERDICT_unknown_port : GO_ON);
}

static __always_inline int find_uplink(struct __sk_buff *skb, struct packet *p)
{
    return find_port(skb, p) ?: (p->port == UPLINK_PORT ? GO_ON : VERDICT_unknown_port);
}

static __always_inline int refuse_spoofed(struct __sk_buff *skb, struct packet *p)
{
    if (same_address(&p->source, &p->own) || may_answer_as_vip(skb, p))
        return GO_ON;
    return is_probe_source(&p->source) ? VERDICT_probe_source_spoofed : VERDICT_source_spoofed;
}

/* The host's probes come from an address that exists nowhere in a network; only their answers may go up its stack. */
static __always_inline int pass_probe_reply(const struct packet *p)
{
    if (!is_probe_source(&p->destination))
        return GO_ON;
    bool is_reply = p->protocol == IPPROTO_TCP && !p->fragment && same_address(&p->source, &p->own) &&
                    (p->tcp_flags & (TCP_SYN | TCP_ACK)) != TCP_SYN;
    return is_reply ? VERDICT_probe_reply : VERDICT_not_a_probe_reply;
}

static __always_inline int refuse_groups(const struct packet *p)
{
    __u8 first = p->destination.word[p->is_ipv6 ? 0 : 3]; /* network order: the first octet */
    bool is_group = p->is_ipv6 ? first == 0xff : first == 0 || first >= 224;
    return is_group ? VERDICT_multicast : GO_ON;
}

static __always_inline int follow_route(struct packet *p, const struct route *route)
{
    p->route = route->kind;
    switch (route->kind) {
    case ROUTE_PORT:
        p->to_port = route->target;
        return GO_ON;
    case ROUTE_VIP:
        return GO_ON;
    case ROUTE_NETWORK:
        return VERDICT_no_machine;
    case ROUTE_GATEWAY:
        p->to_port = route->target;
        return p->from == FROM_MACHINE && !p->is_peer ? GO_ON : VERDICT_not_transitive;
    case ROUTE_PEER:
        return VERDICT_not_transitive; /* from a site, or from one peer to the next */
    default:
        return VERDICT_no_route;
    }
}

/* From here on a packet to a peer is in that network. */
static __noinline int find_route(struct packet *p)
{
    __u32 slot = hinted_port(p->network, &p->destination);
    if (slot != NO_PORT)
        return follow_route(p, &(struct route){.kind = ROUTE_PORT, .target = slot});
    struct route *route = route_to(p->network, &p->destination);
    if (route && route->kind == ROUTE_PEER && p->from == FROM_MACHINE) {
        p->is_peer = true;
        p->network = route->target;
        route = route_to(p->network, &p->destination);
    }
    return route ? follow_route(p, route) : VERDICT_way_out;
}

/* A flow is in the network of its frontend, so that only there one from another network is found. */
static __always_inline int follow_in_peer(struct __sk_buff *skb, struct packet *p)
{
    if (!p->is_peer)
        return GO_ON;
    return is_icmp(p) ? follow_icmp_error(skb, p) : follow_call(p);
}

static __noinline int serve_vip(struct __sk_buff *skb, struct packet *p)
{
    if (p->route != ROUTE_VIP)
        return GO_ON;
    if (p->fragment == LATER_FRAGMENT || (p->fragment && is_icmp(p)))
        return VERDICT_fragment;
    if (has_ports(p))
        return balance(p, called_frontend(p->network, p));
    if (!is_icmp(p))
        return VERDICT_protocol_refused;
    return is_echo(p) ? answer_ping(skb, p) : VERDICT_icmp_unmatched;
}

/* What becomes of a packet from a machine; a program is this, with or without the question. */
static __always_inline __u32 from_machine(struct __sk_buff *skb, struct packet *p, bool carrying)
{
    return find_machine(skb, p)
        ?: read_packet(skb, p)
        ?: answer_arp(skb, p)
        ?: answer_nd(skb, p)
        ?: follow_fragment(p)
        ?: refuse_spoofed(skb, p)
        ?: pass_probe_reply(p)
        ?: refuse_groups(p)
        ?: follow_flow(p)
        ?: open_call(p)
        ?: follow_icmp_error(skb, p)
        ?: refuse_unasked(p)
        ?: find_route(p)
        ?: follow_in_peer(skb, p)
        ?: (carrying ? ask_previous(skb, p, KIND_MACHINE) : GO_ON)
        ?: serve_vip(skb, p)
        ?: open_direct_flow(p)
        ?: remember_sent(p)
        ?: VERDICT_delivered;
}

/* The same, seen from the uplink. What was let in is inside from here on, and can only leave to a port of that network.
 */
static __always_inline __u32 from_uplink(struct __sk_buff *skb, struct packet *p, bool carrying)
{
    __u32 verdict = find_uplink(skb, p)
        ?: read_packet(skb, p)
        ?: answer_arp_outside(skb, p)
        ?: follow_fragment(p)
        ?: refuse_forged(p)
        ?: find_public_frontend(skb, p)
        ?: follow_to_server(p)
        ?: (carrying ? ask_previous(skb, p, KIND_UPLINK) : GO_ON)
        ?: balance(p, called_frontend(OUTSIDE, p));
    p->network &= ~OUTSIDE;
    return verdict;
}

/* The same for what comes out of tunnels. Sites hold clients and servers of machines, never machines of a set. */
static __always_inline __u32 from_gateway(struct __sk_buff *skb, struct packet *p, bool carrying)
{
    return find_port(skb, p)
        ?: read_packet(skb, p)
        ?: answer_arp(skb, p)
        ?: follow_fragment(p)
        ?: refuse_stranger(p)
        ?: refuse_groups(p)
        ?: follow_call(p)
        ?: follow_error_from_beyond(skb, p)
        ?: find_route(p)
        ?: (carrying ? ask_previous(skb, p, KIND_GATEWAY) : GO_ON)
        ?: serve_vip(skb, p)
        ?: open_direct_flow(p)
        ?: VERDICT_delivered;
}

#define PROGRAM(name, judge, carrying)                                                                                 \
    SEC("tc")                                                                                                          \
    int name(struct __sk_buff *skb)                                                                                    \
    {                                                                                                                  \
        struct packet *p = blank_packet();                                                                             \
        return p ? leave(skb, p, judge(skb, p, carrying)) : TC_ACT_SHOT;                                               \
    }

PROGRAM(port_ingress, from_machine, false)
PROGRAM(port_carrying, from_machine, true)
PROGRAM(uplink_ingress, from_uplink, false)
PROGRAM(uplink_carrying, from_uplink, true)
PROGRAM(gateway_ingress, from_gateway, false)
PROGRAM(gateway_carrying, from_gateway, true)

/* What every port runs: one write to slot 0 switches all of them to another version. */
SEC("tc")
int port_entry(struct __sk_buff *skb)
{
    bpf_tail_call(skb, &entry, 0);
    count(VERDICT_no_program);
    return TC_ACT_SHOT;
}

SEC("tc")
int uplink_entry(struct __sk_buff *skb)
{
    bpf_tail_call(skb, &uplink, 0);
    count(VERDICT_no_program);
    return TC_ACT_SHOT;
}

SEC("tc")
int gateway_entry(struct __sk_buff *skb)
{
    bpf_tail_call(skb, &gateway, 0);
    count(VERDICT_no_program);
    return TC_ACT_SHOT;
}

char license_of_programs[] SEC("license") = "Dual MIT/GPL";
