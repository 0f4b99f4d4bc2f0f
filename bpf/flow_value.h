/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * The flow table: an array of buckets with a lock each. A flow lives in the bucket of (network, client address, client
 * L4 port, protocol), which packets of both directions know: a server knows the network without the bit OUTSIDE. Where
 * that is full, other bits of the same hash name a bucket of a second array, overflow. Those belong to nobody, so none
 * is ever given or taken away. Only programs write flows; the agent reads.
 */
#ifndef ILB_FLOW_VALUE_H
#define ILB_FLOW_VALUE_H

#include "forwarding.h"

/*
 * What passed, by its sender: the client, then the server. Packets as on a wire, after segmentation; bytes of IP
 * packets. A number of two digits: the low ones lie where every packet comes by, the high ones where one in many does.
 */
struct traffic {
    __be32 acknowledged[2]; /* the last acknowledgment of TCP: what the sender expects next */
    __u32 recent[2];        /* low digits: packets in bits 0-9, bytes in bits 10-31 */
    __u32 packets[2];       /* high digit, of 1,024 packets each */
    __u32 bytes[2];         /* of 4 MiB each */
};

#define PACKET_BITS 10
#define BYTE_BITS 22

#define FLOW_FACTS                                                                                                     \
    __be16 client_port;                                                                                                \
    __be16 called_port;                                                                                                \
    __be16 server_port;                                                                                                \
    __be16 seen_port; /* the client's port as the server sees it */                                                    \
    __u32 network;    /* its machine's; with OUTSIDE set if the client is beyond the uplink */                         \
    __u16 marks;      /* enum flow_mark */                                                                             \
    __u16 idle_seconds;                                                                                                \
    __u32 backend; /* slot */                                                                                          \
    __u32 generation;                                                                                                  \
    __u32 seen_at;       /* seconds since boot, of the last packet */                                                  \
    __u32 opened_at;     /* of the first one; 0: not known */                                                          \
    __u16 acl;           /* slot of the access list that judged it last; 0: none did */                                \
    __u16 acl_generation /* its low bits: no flow sleeps through 65,536 changes of a list */

#define FACTS_BYTES 36

/* As the steps see it. */
struct flow {
    FLOW_FACTS;
    __u32 protocol;
    struct address client ALIGNED; /* kept: the server sees it */
    struct address called ALIGNED; /* VIP; for a direct flow the server's own address */
    struct address server ALIGNED; /* its own address, also where packets keep the VIP (floating IP) */
    struct traffic traffic;        /* only as it enters the table and as the sweep takes it out */
};

/* As it lies in the table: one cache line has all that a packet needs, of IPv4. Of addresses the last word. */
struct flow_line {
    FLOW_FACTS;
    __be32 client, called, server;
    __be32 acknowledged[2];
    __u32 recent[2];
} ALIGNED;

struct flow_rest {
    __be32 client[3], called[3], server[3]; /* of IPv6 addresses the other words; without meaning for IPv4 */
    __u32 packets[2], bytes[2];             /* without meaning unless it is counted */
    __u32 protocol;                         /* only in what is carried over from a build without marks for it */
    __u32 zero[2];
};

_Static_assert(offsetof(struct flow_line, client) - offsetof(struct flow_line, client_port) == FACTS_BYTES, "");

#define FLOW_HEAD offsetof(struct flow, traffic)

enum flow_mark {
    FLOW_PROVEN = 1, /* the client got the server's answer, or for UDP there was one: nobody made it up */
    FLOW_CLIENT_FIN = 2,
    FLOW_SERVER_FIN = 4,
    FLOW_RESET = 8,
    FLOW_DIRECT = 16,    /* to the server's own address */
    FLOW_ALIAS = 32,     /* a second entry, found by the client as the server sees it where that differs */
    FLOW_FLOATING = 64,  /* the server gets packets with the VIP as destination, and answers as it */
    FLOW_HAIRPIN = 128,  /* a member that called its own set was chosen itself: it sees the VIP as client */
    FLOW_UDP = 256,      /* else TCP */
    FLOW_IPV6 = 512,     /* else IPv4 */
    FLOW_COUNTED = 1024, /* there are high digits of what passed */
    FLOW_IN_USE = 2048,  /* only in the table: not free, and whole */
};

#define FLOW_KIND (FLOW_UDP | FLOW_IPV6)
#define FLOW_TURN 0xf000 /* bits of marks that count, in the table, the flows that a way had */
#define FLOW_LASTING (FLOW_COUNTED - 1)

#define UNPROVEN_SECONDS 60 /* a client gives up its SYN after about as long */
#define CLOSED_SECONDS 10   /* for what is still under way */

#define FLOW_WAYS 8

struct bucket {
    struct bpf_spin_lock lock;
    __u32 more;           /* it was full once: overflow may have flows that belong here */
    __u32 tag[FLOW_WAYS]; /* hash of the flow in that way; 0: free */
    __u32 hand;           /* the way whose turn it is to be thrown out, of unproven ones of one second */
    __u32 zero[5];        /* head and tags fill one cache line */
    union {
        struct flow_line ways[FLOW_WAYS];
        struct flow_rest
            rest[FLOW_WAYS]; /* of the bucket half an array before: rests are kept apart, for they fill pages */
    };
};

#endif
