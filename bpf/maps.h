/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* The maps. Sizes are set by the loader, which also pins every map under its name. */
#ifndef ILB_MAPS_H
#define ILB_MAPS_H

#include "forwarding.h"
#include "flow_value.h"
#include "verdict.h"

#define MAP(kind, map_name, key_type, value_type, entries, flag_bits)                                                  \
    struct {                                                                                                           \
        __uint(type, kind);                                                                                            \
        __type(key, key_type);                                                                                         \
        __type(value, value_type);                                                                                     \
        __uint(max_entries, entries);                                                                                  \
        __uint(map_flags, flag_bits);                                                                                  \
    } map_name SEC(".maps")

#define HASH(map_name, key_type, value_type) MAP(BPF_MAP_TYPE_HASH, map_name, key_type, value_type, 1, 0)
#define ARRAY(map_name, value_type) MAP(BPF_MAP_TYPE_ARRAY, map_name, __u32, value_type, 1, 0)

#define PORT_HINTS 4096
#define ADDRESS_HINT_BITS 14

HASH(port_slots, __u32, __u32);
MAP(BPF_MAP_TYPE_ARRAY, port_hints, __u32, __u32, PORT_HINTS, 0); /* low bits of an ifindex -> slot to try first */
ARRAY(ports, struct port);
MAP(BPF_MAP_TYPE_ARRAY, address_hints, __u32, __u64, 1 << ADDRESS_HINT_BITS, 0); /* -> version, slot */
MAP(BPF_MAP_TYPE_ARRAY, route_version, __u32, __u32, 1, 0);
MAP(BPF_MAP_TYPE_HASH, routes, struct route_key, struct route, 1, BPF_F_NO_PREALLOC);
MAP(BPF_MAP_TYPE_LPM_TRIE, prefixes, struct prefix_key, struct route, 1, BPF_F_NO_PREALLOC);
HASH(frontends, struct frontend_key, struct frontend);
HASH(targets, struct frontend_key, __u32);
ARRAY(backends, struct backend);
HASH(members, struct member_key, __u32);
ARRAY(acls, struct acl);
MAP(BPF_MAP_TYPE_LPM_TRIE, acl_rules, struct acl_key, struct acl_rule, 1, BPF_F_NO_PREALLOC);

/* Only maps for mmap begin on a page, so that buckets and ways begin on cache lines; nobody maps them. */
MAP(BPF_MAP_TYPE_ARRAY, flows, __u32, struct bucket, 1, BPF_F_MMAPABLE);
MAP(BPF_MAP_TYPE_ARRAY, overflow, __u32, struct bucket, 1, BPF_F_MMAPABLE); /* of all that found their bucket full */

/* What a machine sent to a site and the flow table knows nothing of; an ICMP error may quote it. */
struct sent_key {
    __u32 network;
    struct address machine, beyond;
    __be16 machine_port, beyond_port;
    __u32 protocol;
};

MAP(BPF_MAP_TYPE_LRU_HASH, sent, struct sent_key, __u32, 1, 0); /* -> seconds since boot, of the last such packet */

/* Of which the first fragment passed, as its sender wrote it -> how it left. */
struct datagram_key {
    __u32 port;
    __u32 network; /* of that port: its slot may be given to another one */
    struct address source, destination;
    __be32 identification; /* of IPv4 16 bits */
    __u8 protocol;
    __u8 zero[3];
};

struct datagram {
    __u32 network;
    __u32 to_port;
    struct address source, destination;
    __u32 frontend, frontend_generation, backend, backend_generation; /* where it counts */
    __u32 is_to_client;
    __u32 seen_at;
};

MAP(BPF_MAP_TYPE_LRU_HASH, datagrams, struct datagram_key, struct datagram, 1, 0);

/* Of frontends with an affinity timeout: a client -> the backend that its last new flow went to. */
struct affinity_key {
    __u32 frontend;
    __u32 frontend_generation;
    struct address client;
};

struct affinity {
    __u32 backend;
    __u32 generation;
    __u32 seen_at;
};

MAP(BPF_MAP_TYPE_LRU_HASH, affinities, struct affinity_key, struct affinity, 1, 0);

MAP(BPF_MAP_TYPE_PERCPU_ARRAY, verdicts, __u32, __u64, MOST_VERDICTS, 0);
MAP(BPF_MAP_TYPE_PERCPU_ARRAY, frontend_traffic, __u32, struct endpoint_traffic, 1, 0);
MAP(BPF_MAP_TYPE_PERCPU_ARRAY, backend_traffic, __u32, struct endpoint_traffic, 1, 0);
MAP(BPF_MAP_TYPE_PERCPU_HASH, drops, struct drop_key, __u64, 1, BPF_F_NO_PREALLOC);
MAP(BPF_MAP_TYPE_PERCPU_ARRAY, evictions, __u32, __u64, 1, 0); /* of flows that nobody had answered */
ARRAY(last_sweep, struct sweep);
ARRAY(swept_flows, struct swept_flows);

struct maglev_table {
    __uint(type, BPF_MAP_TYPE_ARRAY);
    __type(key, __u32);
    __type(value, __u32);
    __uint(max_entries, 1);
    __uint(map_flags, BPF_F_INNER_MAP | BPF_F_MMAPABLE); /* of any size, filled through memory */
};

struct {
    __uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
    __type(key, __u32);
    __uint(max_entries, 1);
    __array(values, struct maglev_table);
} maglev SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_PROG_ARRAY);
    __type(key, __u32);
    __type(value, __u32);
    __uint(max_entries, 1);
} entry SEC(".maps"); /* slot 0: the port program of the version in force */

struct {
    __uint(type, BPF_MAP_TYPE_PROG_ARRAY);
    __type(key, __u32);
    __type(value, __u32);
    __uint(max_entries, 1);
} uplink SEC(".maps"); /* slot 0: the same for the uplink */

struct {
    __uint(type, BPF_MAP_TYPE_PROG_ARRAY);
    __type(key, __u32);
    __type(value, __u32);
    __uint(max_entries, 1);
} gateway SEC(".maps"); /* slot 0: the same for gateways */

struct {
    __uint(type, BPF_MAP_TYPE_PROG_ARRAY);
    __type(key, __u32);
    __type(value, __u32);
    __uint(max_entries, 3);
} previous SEC(".maps"); /* by enum port_kind, while flows are carried over: the programs before */

#endif
