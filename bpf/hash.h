/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Words are added to odd numbers and multiplied in pairs, which the processor does side by side (multilinear hashing,
 * Lemire and Kaser 2014). The sum alone would put L4 ports that follow one another at even distances, at some into few
 * buckets: so its halves are mixed in the end. Every node gets the same numbers, and so chooses the same backend.
 */
#ifndef ILB_HASH_H
#define ILB_HASH_H

#include "forwarding.h"

static __always_inline __u64 pair_of_words(__u32 a, __u64 to_a, __u32 b, __u64 to_b)
{
    return (a + to_a) * (b + to_b);
}

static __always_inline __u32 mix(__u64 sum)
{
    sum ^= sum >> 32;
    return sum * 0xd6e8feb86659fd93 >> 32;
}

/* For the flow table: what packets of both directions know. */
static __always_inline __u32 hash_client(__u32 network, const struct address *client, __be16 port, __u8 protocol)
{
    const __u32 *word = client->word;
    return mix(pair_of_words(network & ~OUTSIDE, 0x9e3779b97f4a7c15, (__u32)port << 16 | protocol, 0xd1342543de82ef95) +
               pair_of_words(word[0], 0xaf251af3b0f025b5, word[1], 0xb564ef22ec7aece5) +
               pair_of_words(word[2], 0xf1357aea2e62a9c5, word[3], 0x27bb2ee687b0b0fd));
}

/* For the choice of a backend. Ports and protocol are 0 where they do not matter. */
static __always_inline __u32 hash_call(__u32 network, const struct address *client, const struct address *called,
                                       __u32 ports, __u8 protocol)
{
    const __u32 *from = client->word, *to = called->word;
    return mix(pair_of_words(network, 0x9e3779b97f4a7c15, protocol, 0xd1342543de82ef95) +
               pair_of_words(from[0], 0xaf251af3b0f025b5, from[1], 0xb564ef22ec7aece5) +
               pair_of_words(from[2], 0xf1357aea2e62a9c5, from[3], 0x27bb2ee687b0b0fd) +
               pair_of_words(to[0], 0xbf58476d1ce4e5b9, to[1], 0x94d049bb133111eb) +
               pair_of_words(to[2], 0xff51afd7ed558ccd, to[3], 0xc4ceb9fe1a85ec53) +
               pair_of_words(ports, 0x9fb21c651e98df25, 0, 0x8ebc6af09c88c6e3));
}

#endif
