/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* ICMP and ARP as on the wire: the headers of linux pull in the C library, which BPF programs do not have. */
#ifndef ILB_ICMP_H
#define ILB_ICMP_H

#include <linux/if_ether.h>
#include <linux/types.h>

struct icmphdr {
    __u8 type, code;
    __u16 checksum;
    __be16 unused;
    __be16 mtu; /* of "fragmentation needed"; of an echo its sequence number */
};

enum icmp_type {
    ICMP_ECHOREPLY = 0,
    ICMP_DEST_UNREACH = 3,
    ICMP_SOURCE_QUENCH = 4,
    ICMP_ECHO = 8,
    ICMP_TIME_EXCEEDED = 11,
    ICMP_PARAMETERPROB = 12,
};

enum icmp_unreachable {
    ICMP_HOST_UNREACH = 1,
    ICMP_PROT_UNREACH = 2,
    ICMP_PORT_UNREACH = 3,
    ICMP_FRAG_NEEDED = 4,
    ICMP_PKT_FILTERED = 13
};

struct arphdr {
    __be16 hardware, protocol;
    __u8 hardware_bytes, protocol_bytes;
    __be16 operation;
};

enum arp_operation { ARPOP_REQUEST = 1, ARPOP_REPLY = 2 };

#endif
