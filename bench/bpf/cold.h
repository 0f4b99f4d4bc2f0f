/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * A packet that finds the processor's own caches full of something else, as after 192 KB of payload were copied. The
 * clock is read before and after.
 */
#ifndef ILB_BENCH_COLD_H
#define ILB_BENCH_COLD_H

#include "drill.h"

#define ELSEWHERE_BYTES (1 << 20) /* twice what a processor has for itself; what all share is left alone */
#define LINE_BYTES 64
#define AT_ONCE 16

struct elsewhere {
    __u8 bytes[ELSEWHERE_BYTES];
};

MAP(BPF_MAP_TYPE_ARRAY, elsewhere, __u32, struct elsewhere, 1, 0);
MAP(BPF_MAP_TYPE_ARRAY, spent, __u32, __u64, 1, 0); /* nanoseconds */

static __noinline void work_elsewhere(void)
{
    __u32 only = 0;
    struct elsewhere *e = bpf_map_lookup_elem(&elsewhere, &only);
    if (!e)
        return;
#pragma clang loop unroll(disable)
    for (__u32 at = 0; at < ELSEWHERE_BYTES; at += LINE_BYTES * AT_ONCE)
#pragma clang loop unroll(full)
        for (__u32 n = 0; n < AT_ONCE; n++)
            (void)*(volatile __u64 *)(e->bytes + at + n * LINE_BYTES);
}

static __always_inline bool arrive_cold(struct __sk_buff *skb)
{
    work_elsewhere();
    return arrive(skb);
}

static __noinline void spend_since(__u64 begin)
{
    __u32 only = 0;
    __u64 end = bpf_ktime_get_ns(), *sum = bpf_map_lookup_elem(&spent, &only);
    if (sum)
        *sum += end - begin;
}

/* What reading the clock costs. */
SEC("tc")
int bench_cold_nothing(struct __sk_buff *skb)
{
    if (arrive_cold(skb))
        spend_since(bpf_ktime_get_ns());
    return TC_ACT_SHOT;
}

/* What ports run, without the jump to it. */
SEC("tc")
int bench_cold_port(struct __sk_buff *skb)
{
    if (!arrive_cold(skb))
        return TC_ACT_SHOT;
    __u64 begin = bpf_ktime_get_ns();
    struct packet *p = blank_packet();
    int result = p ? leave(skb, p, from_machine(skb, p, false)) : TC_ACT_SHOT;
    spend_since(begin);
    return result;
}

#endif
