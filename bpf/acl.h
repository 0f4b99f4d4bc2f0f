/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Access lists: who may call a frontend. They guard VIPs; a machine's own address, and ping, they do not. Every flow is
 * judged once by each version of its list. While a list changes, a reader may meet half of its name and find no rule:
 * then a new flow is refused, and one that is established goes on and is judged by its next packet.
 */
#ifndef ILB_ACL_H
#define ILB_ACL_H

#include "flow_table.h"

static __noinline __u32 judge(const struct acl *acl, const struct address *client)
{
    struct acl_key key = {.prefix_bits = 192, .slot = acl->slot, .generation = acl->generation, .address = *client};
    struct acl_rule *rule = bpf_map_lookup_elem(&acl_rules, &key);
    report_rule(acl, rule);
    return !acl->slot ? ACL_PERMIT : rule ? rule->verdict : ACL_UNKNOWN;
}

/* Remembers in the packet which list permitted it, for the flow that it opens. */
static __always_inline int check_caller(struct packet *p, __u32 frontend)
{
    struct acl *in_force = bpf_map_lookup_elem(&acls, &frontend);
    if (!in_force || !in_force->slot)
        return GO_ON;
    struct acl acl = *in_force;
    if (judge(&acl, &p->source) != ACL_PERMIT)
        return VERDICT_acl_denied;
    p->acl = acl.slot;
    p->acl_generation = acl.generation;
    return GO_ON;
}

/* A connection that is denied now ends: both sides learn it by their next packet. Datagrams may be permitted again. */
static __noinline int judge_anew(struct tuple *t, struct flow *f, const struct acl *acl)
{
    __u32 verdict = judge(acl, &f->client);
    if (verdict == ACL_UNKNOWN)
        return GO_ON;
    t->is_judged = verdict == ACL_PERMIT; /* what is denied is judged by each packet */
    t->acl = acl->slot;
    t->acl_generation = acl->generation;
    t->segments = t->bytes = 0; /* it is counted already */
    t->tcp_flags = verdict == ACL_DENY && t->protocol == IPPROTO_TCP ? TCP_RST : 0;
    flow_find(t, f); /* both are overwritten: the stack has no room for copies */
    return verdict == ACL_PERMIT ? GO_ON : VERDICT_acl_denied;
}

static __always_inline int check_flow(struct tuple *found_by, struct flow *f, __u32 frontend)
{
    struct acl *in_force = bpf_map_lookup_elem(&acls, &frontend);
    if (!in_force || (f->marks & FLOW_DIRECT))
        return GO_ON;
    struct acl acl = *in_force;
    if (f->acl == (__u16)acl.slot && f->acl_generation == (__u16)acl.generation)
        return GO_ON;
    return judge_anew(found_by, f, &acl);
}

#endif
