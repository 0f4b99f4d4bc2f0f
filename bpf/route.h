/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Where an address is. A hash is asked, then a trie; for a machine of this host mostly neither (address_hints). */
#ifndef ILB_ROUTE_H
#define ILB_ROUTE_H

#include "packet.h"

/* Another one after each change of routes; odd while they change. */
static __always_inline __u32 version_of_routes(void)
{
    __u32 only = 0, *version = bpf_map_lookup_elem(&route_version, &only);
    return version ? *version : 0;
}

static __always_inline __u64 *hint_of(__u32 network, const struct address *address)
{
    __u32 place = (network + address->word[3]) * 0x9e3779b1 >> (32 - ADDRESS_HINT_BITS);
    return bpf_map_lookup_elem(&address_hints, &place);
}

static __always_inline __u64 make_hint(__u32 slot, __u32 version)
{
    return (__u64)version << 32 | slot;
}

static __always_inline void leave_hint(__u32 network, const struct address *address, __u64 hint)
{
    __u64 *place = hint_of(network, address);
    if (place && *place != hint)
        *place = hint;
}

/* A port says of itself which addresses its machine has; beyond one of a gateway there are others. */
static __always_inline bool is_port_of(__u32 slot, __u32 network, const struct address *address)
{
    const struct port *port = bpf_map_lookup_elem(&ports, &slot);
    return port && port->ifindex && port->network == network && !(port->flags & PORT_GATEWAY) &&
           (same_address(&port->address, address) || (same_address(&port->address6, address) && !is_zero(address)));
}

/*
 * The port of a machine that was sent to since routes changed last, else NO_PORT: hints are of even versions. The place
 * of a hint may be another machine's by now: ports tell.
 */
static __always_inline __u32 hinted_port(__u32 network, const struct address *address)
{
    __u64 *place = hint_of(network, address), hint = place ? *place : 0;
    __u32 slot = hint;
    return place && hint >> 32 == version_of_routes() && is_port_of(slot, network, address) ? slot : NO_PORT;
}

/*
 * Somebody's own address, else the longest prefix. The version is read first: who finds a route just before it changes
 * leaves a hint that is of no use. Where loads may change places nobody leaves any.
 */
static __noinline struct route *route_to(__u32 network, const struct address *address)
{
    struct prefix_key longest = {.prefix_bits = 160, .network = network, .address = *address};
    struct route_key exact = {.network = network, .address = *address};
    __u32 version = version_of_routes();
    barrier();
    struct route *route = bpf_map_lookup_elem(&routes, &exact) ?: bpf_map_lookup_elem(&prefixes, &longest);
    if (ordered && route && route->kind == ROUTE_PORT && !(version & 1) && !is_trial())
        leave_hint(network, address, make_hint(route->target, version));
    return route;
}

#endif
