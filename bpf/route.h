/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Where an address is. A hash is asked, then a trie; for a machine of this host mostly neither (address_hints). */
#ifndef ILB_ROUTE_H
#define ILB_ROUTE_H

#include "packet.h"

static __always_inline __u32 *hint_of(__u32 network, const struct address *address)
{
    __u32 place = (network + address->word[3]) * 0x9e3779b1 >> 18;
    return bpf_map_lookup_elem(&address_hints, &place);
}

/* A port says of itself which addresses its machine has. Beyond one of a gateway there are others. */
static __always_inline bool is_port_of(__u32 slot, __u32 network, const struct address *address)
{
    const struct port *port = bpf_map_lookup_elem(&ports, &slot);
    return port && port->ifindex && port->network == network && !(port->flags & PORT_GATEWAY) &&
           (same_address(&port->address, address) || same_address(&port->address6, address));
}

/* The port of a machine that was sent to before, else NO_PORT: a hint that leads to another one is none. */
static __always_inline __u32 hinted_port(__u32 network, const struct address *address)
{
    __u32 *slot = hint_of(network, address);
    return slot && is_port_of(*slot, network, address) ? *slot : NO_PORT;
}

/* Somebody's own address, else the longest prefix. */
static __noinline struct route *route_to(__u32 network, const struct address *address)
{
    struct prefix_key longest = {.prefix_bits = 160, .network = network, .address = *address};
    struct route_key exact = {.network = network, .address = *address};
    struct route *route = bpf_map_lookup_elem(&routes, &exact) ?: bpf_map_lookup_elem(&prefixes, &longest);
    __u32 *hint = hint_of(network, address);
    if (hint && route && route->kind == ROUTE_PORT && !is_trial())
        *hint = route->target;
    return route;
}

#endif
