/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Where the bytes of a frame lie. */
#ifndef ILB_FRAME_H
#define ILB_FRAME_H

#include <linux/bpf.h>

/* The context has both as 32 bits, which the compiler would keep; the verifier gives the whole address to one load. */
#define FRAME_POINTER(skb, field)                                                                                      \
    ({                                                                                                                 \
        void *address;                                                                                                 \
        asm volatile("%0 = *(u32 *)(%1 + %2)" : "=r"(address) : "r"(skb), "i"(offsetof(struct __sk_buff, field)));     \
        address;                                                                                                       \
    })

static __always_inline void *frame_begin(struct __sk_buff *skb)
{
    return FRAME_POINTER(skb, data);
}

static __always_inline void *frame_end(struct __sk_buff *skb)
{
    return FRAME_POINTER(skb, data_end);
}

/*
 * Headers are in the linear part of nearly every packet and are read there, from where they lie: within the first 255
 * bytes, which the verifier wants to see. NULL: the frame is shorter. What was returned before is void after it.
 */
static __always_inline const void *in_frame(struct __sk_buff *skb, __u32 at, __u32 length)
{
    void *from = frame_begin(skb) + (at & 0xff);
    if (from + length <= frame_end(skb))
        return from;
    if (bpf_skb_pull_data(skb, (at & 0xff) + length))
        return NULL;
    from = frame_begin(skb) + (at & 0xff);
    return from + length <= frame_end(skb) ? from : NULL;
}

#endif
