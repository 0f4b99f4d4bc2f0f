/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * A trial: the same programs, loaded once more with this constant set and run on a made packet, tell what would become
 * of it. They share the maps of those in force, so that whoever writes into one asks first; what decides goes into a
 * report. The kernel knows the constant when it loads a program: those in force are loaded without what is for trials
 * only, and a trial without what writes or sends.
 */
#ifndef ILB_TRIAL_H
#define ILB_TRIAL_H

#include "maps.h"

const volatile __u32 trial SEC(".rodata.trial");

static __always_inline bool is_trial(void)
{
    return trial;
}

enum found_in { FOUND_NOWHERE, FOUND_IN_BUCKET, FOUND_IN_OVERFLOW };

struct trial_report {
    __u32 verdict;
    __u32 port;    /* slot it came from */
    __u32 network; /* where its destination is */
    __u32 route;   /* enum route_kind; 0: none was asked for */
    __u32 is_peer; /* the destination: of a network that its own is joined to */
    __u32 to_port;
    __u32 mtu; /* of that port; 0: it goes to none */
    __u32 frontend, frontend_generation;
    __u32 backend, backend_generation;
    __u32 found; /* enum found_in: where the flow is that was found last */
    __u32 opens_flow;
    __u32 evicts; /* and takes the place of one that nobody answered */
    __u32 acl, acl_generation;
    __u32 acl_verdict; /* enum acl_verdict */
    __u32 acl_order;   /* of the rule; all bits set: no rule matched */
    __u32 table_size, place;
    struct address new_source, new_destination;
    __be16 new_source_port, new_destination_port;
    __u32 zero;
    struct flow flow; /* that was found, without its traffic */
};

ARRAY(report, struct trial_report); /* of a trial: the agent empties it before */

/* NULL but in a trial. */
static __always_inline struct trial_report *reported(void)
{
    __u32 only = 0;
    return is_trial() ? bpf_map_lookup_elem(&report, &only) : NULL;
}

static __always_inline void report_flow(const struct flow *f, enum found_in where)
{
    struct trial_report *r = reported();
    if (!r)
        return;
    __builtin_memcpy(&r->flow, f, FLOW_HEAD);
    r->found = where;
}

static __always_inline void report_rule(const struct acl *acl, const struct acl_rule *rule)
{
    struct trial_report *r = reported();
    if (!r)
        return;
    r->acl = acl->slot;
    r->acl_generation = acl->generation;
    r->acl_verdict = rule ? rule->verdict : 0;
    r->acl_order = rule ? rule->order : 0xffffffff;
}

static __always_inline void report_place(__u32 table_size, __u32 place)
{
    struct trial_report *r = reported();
    if (!r)
        return;
    r->table_size = table_size;
    r->place = place;
}

#endif
