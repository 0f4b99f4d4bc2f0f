/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * MurmurHash3 (x86, 32 bits) over whole words: the same on every node, so that every node chooses the same backend. The
 * flow table is of one node, and asked for every packet: its hash is the fastest that spreads well.
 */
#ifndef ILB_HASH_H
#define ILB_HASH_H

#include "forwarding.h"

static __always_inline __u32 rotate(__u32 word, int bits)
{
    return word << bits | word >> (32 - bits);
}

static __always_inline __u32 hash_word(__u32 hash, __u32 word)
{
    hash ^= rotate(word * 0xcc9e2d51, 15) * 0x1b873593;
    return rotate(hash, 13) * 5 + 0xe6546b64;
}

static __always_inline __u32 hash_address(__u32 hash, const struct address *address)
{
    for (int i = 0; i < 4; i++)
        hash = hash_word(hash, address->word[i]);
    return hash;
}

static __always_inline __u32 hash_end(__u32 hash)
{
    hash = (hash ^ hash >> 16) * 0x85ebca6b;
    hash = (hash ^ hash >> 13) * 0xc2b2ae35;
    return hash ^ hash >> 16;
}

/*
 * Words are added to odd numbers and multiplied in pairs, which the processor does side by side (multilinear hashing,
 * Lemire and Kaser 2014). The sum alone would put L4 ports that follow one another at even distances, at some into few
 * buckets.
 */
static __always_inline __u32 hash_client(__u32 network, const struct address *client, __be16 port, __u8 protocol)
{
    const __u32 *word = client->word;
    __u64 sum = ((network & ~OUTSIDE) + 0x9e3779b97f4a7c15) * (((__u32)port << 16 | protocol) + 0xd1342543de82ef95);
    sum += (word[0] + 0xaf251af3b0f025b5) * (word[1] + 0xb564ef22ec7aece5);
    sum += (word[2] + 0xf1357aea2e62a9c5) * (word[3] + 0x27bb2ee687b0b0fd);
    sum ^= sum >> 32;
    return sum * 0xd6e8feb86659fd93 >> 32;
}

#endif
