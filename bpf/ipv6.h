/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* IPv6 and ICMPv6 as on the wire, as far as they are not like IPv4 and ICMP. */
#ifndef ILB_IPV6_H
#define ILB_IPV6_H

#include "forwarding.h"

struct ipv6hdr {
    __be32 version_and_flow; /* version, traffic class, flow label */
    __be16 payload_bytes;
    __u8 next;
    __u8 hop_limit;
    struct address source, destination;
};

/* The one extension header that is carried. */
struct fragment_header {
    __u8 next, zero;
    __be16 offset_and_more;
    __be32 identification;
};

#define IPPROTO_ICMPV6 58

enum ipv6_extension {
    EXTENSION_HOP_BY_HOP = 0,
    EXTENSION_ROUTING = 43,
    EXTENSION_FRAGMENT = 44,
    EXTENSION_DESTINATION = 60,
    EXTENSION_MOBILITY = 135,
    EXTENSION_HOST_IDENTITY = 139,
    EXTENSION_SHIM6 = 140,
};

enum icmpv6_type {
    ICMPV6_DEST_UNREACH = 1,
    ICMPV6_PACKET_TOO_BIG = 2,
    ICMPV6_PARAMETER_PROBLEM = 4,
    ICMPV6_INFORMATION = 128, /* what is less is an error */
    ICMPV6_ECHO = 128,
    ICMPV6_ECHOREPLY = 129,
    ICMPV6_LISTENER_QUERY = 130,
    ICMPV6_LISTENER_DONE = 132,
    ICMPV6_ROUTER_SOLICITATION = 133,
    ICMPV6_NEIGHBOUR_SOLICITATION = 135,
    ICMPV6_NEIGHBOUR_ADVERTISEMENT = 136,
    ICMPV6_REDIRECT = 137,
    ICMPV6_LISTENER_REPORT = 143,
};

enum icmpv6_unreachable {
    ICMPV6_PROHIBITED = 1,
    ICMPV6_ADDRESS_UNREACH = 3,
    ICMPV6_PORT_UNREACH = 4,
};

#endif
