/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* MurmurHash3 (x86, 32 bits) over whole words; the same on every node, so that every node chooses the same backend. */
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

static __always_inline __u32 hash_client(__u32 network, const struct address *client, __be16 port, __u8 protocol)
{
    __u32 hash = hash_address(hash_word(0, network & ~OUTSIDE), client);
    return hash_end(hash_word(hash, (__u32)port << 16 | protocol));
}

#endif
