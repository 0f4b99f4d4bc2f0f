/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * A test run gives a program its own output again: so each packet is written anew over what became of the one before,
 * and from one to the next the flow is another, if so wanted.
 */
#ifndef ILB_BENCH_DRILL_H
#define ILB_BENCH_DRILL_H

#define FRAME_BYTES 54 /* Ethernet, IPv4 and TCP without payload */

/* The one who fills it is bench/Costs/DrillValue.cs. */
struct drill {
    __u8 frame[FRAME_BYTES];
    __be16 new_port; /* what the floor makes of the destination */
    __be32 new_address;
    __u32 client_port_at; /* offset in the frame */
    __u32 first_port;     /* of the clients' */
    __u32 mask;           /* flows less one */
    __u32 step;           /* odd: from one packet to the next so many flows further */
    __u32 next;           /* flow */
};

MAP(BPF_MAP_TYPE_ARRAY, drill, __u32, struct drill, 1, 0);

static __always_inline struct drill *the_drill(void)
{
    __u32 only = 0;
    return bpf_map_lookup_elem(&drill, &only);
}

static __always_inline bool arrive(struct __sk_buff *skb)
{
    struct drill *d = the_drill();
    __u32 at = d ? d->client_port_at : FRAME_BYTES;
    if (!d || at > FRAME_BYTES - sizeof(__be16))
        return false;
    __u32 port = d->first_port + (d->next & d->mask);
    d->next += d->step;
    d->frame[at] = port >> 8;
    d->frame[at + 1] = port;
    return !bpf_skb_store_bytes(skb, 0, d->frame, FRAME_BYTES, 0);
}

#endif
