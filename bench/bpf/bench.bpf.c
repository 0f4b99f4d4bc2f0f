/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* What only benchmarks need beside the programs themselves, which are these very sources; no part of what is installed.
 */
#include "../../bpf/port.bpf.c"

#include "cold.h"
#include "drill.h"
#include "floor.h"
#include "steps.h"
#include "switch.h"

/* What the run itself costs. */
SEC("tc")
int bench_nothing(struct __sk_buff *skb)
{
    return TC_ACT_OK;
}

/* What it costs to have a packet arrive. */
SEC("tc")
int bench_arrival(struct __sk_buff *skb)
{
    return arrive(skb) ? TC_ACT_OK : TC_ACT_SHOT;
}

SEC("tc")
int bench_floor(struct __sk_buff *skb)
{
    return arrive(skb) ? do_least(skb) : TC_ACT_SHOT;
}

/* What ports run, reached as every port reaches it. */
SEC("tc")
int bench_port(struct __sk_buff *skb)
{
    if (arrive(skb))
        bpf_tail_call(skb, &entry, 0);
    return TC_ACT_SHOT;
}
