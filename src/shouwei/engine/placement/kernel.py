"""The compiled solver: a network simplex on the laminar tree in which students are not nodes.

A basis of the flow problem is a spanning tree over students, hubs, posts, employers, parks and the root.  In a *strongly
feasible* basis (Cunningham 1976: from every node one more unit could reach the root along the tree) a student either hangs
on its present place as a leaf, or joins exactly two places: it fills the lower one and would be content with the upper one.
So students vanish from the tree: a leaf is one number, a joint is a label on the link between two places.  What is
left has as many nodes as there are places (60 thousand for a million students), whatever the size of the costs.

Nodes: places 0 .. n-2 (posts, pseudo-posts, employers, parks, hubs), root n-1.  ``up[v]`` is the node above, -1 for hubs.
``flow[v]`` of ``cap[v]`` is what goes from v to up[v].  ``pi[v]`` is the price of one more unit at v, root 0.

Every link leads from v to ``par[v]`` in one of five kinds:
    OWN    v -> up[v]                       REVERSE  v = up[par[v]]: what par[v] sends here is taken back
    JOINT  student ls[v] sits at v and could sit at par[v] by its edge le[v] (-1: unplaced)
    FORTH  v is a hub, le[v] its arc        BACK     v is a post, par[v] the hub, le[v] the arc

Costs: one pivot takes O(depth + subtree) steps.  Sources: Cunningham, A network simplex method (1976); Grigoriadis, An
efficient implementation of the network simplex method (1986); Tokuyama and Nakano, Efficient algorithms for the Hitchcock
transportation problem (1995) for the idea of a graph of sinks only.
"""

import numpy as np

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator, assignment"
from shouwei.engine.placement.compiled import compiled

OWN, REVERSE, JOINT, FORTH, BACK = 0, 1, 2, 3, 4
ENDLESS = 1 << 40
NEVER = 1 << 62
PRICE_LIMIT = 1 << 61
PIECE = 64  # hub arcs whose least is taken at once
DONE, OUT_OF_STEPS, OVERFLOW = 0, 1, 2


@compiled
def room_up(v, par, kind, le, flow, cap, arc_flow):
    """How many more units v can send to par[v]."""
    k = kind[v]
    if k == OWN:
        return cap[v] - flow[v]
    if k == REVERSE:
        return flow[par[v]]
    if k == JOINT:
        return 1
    if k == FORTH:
        return ENDLESS
    return np.int64(arc_flow[le[v]])


@compiled
def room_down(v, par, kind, le, flow, cap, arc_flow):
    """How many more units par[v] can send to v."""
    k = kind[v]
    if k == OWN:
        return flow[v]
    if k == REVERSE:
        return cap[par[v]] - flow[par[v]]
    if k == JOINT:
        return 0
    if k == FORTH:
        return np.int64(arc_flow[le[v]])
    return ENDLESS


@compiled
def send_up(v, amount, par, kind, ls, le, flow, arc_flow, cur):
    k = kind[v]
    if k == OWN:
        flow[v] += amount
    elif k == REVERSE:
        flow[par[v]] -= amount
    elif k == JOINT:
        if amount:
            student = ls[v]
            cur[student], le[v] = le[v], cur[student]
    elif k == FORTH:
        arc_flow[le[v]] += amount
    else:
        arc_flow[le[v]] -= amount


@compiled
def send_down(v, amount, par, kind, le, flow, arc_flow):
    k = kind[v]
    if k == OWN:
        flow[v] -= amount
    elif k == REVERSE:
        flow[par[v]] += amount
    elif k == FORTH:
        arc_flow[le[v]] -= amount
    elif k == BACK:
        arc_flow[le[v]] += amount


@compiled
def rehang(bottom, top, parent, kind_of, s, e, change, par, kind, ls, le, after, before, depth, pi):
    """Cut the subtree of ``top``, make ``bottom``, a node in it, its root, and hang that below ``parent`` by the given link.

    Links on the way turn round; ``change`` is added to every price of the subtree.  ``after`` and ``before`` thread all nodes in
    preorder (a subtree is the nodes after v that are deeper than v), so one walk along it sets prices, depths and the new order.
    False when a price grows too large.
    """
    v, u = bottom, parent
    d = depth[parent] + 1
    tail = -1
    fine = True
    k = kind_of
    while True:  # the subtree of v without what has gone before
        level = depth[v]
        deeper = d - level
        ahead = before[v]
        x = v
        while True:
            price = pi[x] + change
            pi[x] = price
            fine &= -PRICE_LIMIT < price < PRICE_LIMIT
            depth[x] += deeper
            y = after[x]
            if depth[y] <= level:
                break
            x = y
        after[ahead] = y
        before[y] = ahead
        if tail >= 0:
            after[tail] = v
            before[v] = tail
        tail = x
        above, k2, s2, e2 = par[v], kind[v], ls[v], le[v]
        par[v], kind[v], ls[v], le[v] = u, k, s, e
        if v == top:
            break
        if k2 == OWN:
            k = REVERSE
        elif k2 == REVERSE:
            k = OWN
        elif k2 == JOINT:
            k = JOINT
        elif k2 == FORTH:
            k = BACK
        else:
            k = FORTH
        s, e = s2, e2
        u, v = v, above
        d += 1
    y = after[parent]
    after[parent] = bottom
    before[bottom] = parent
    after[tail] = y
    before[y] = tail
    return fine


@compiled
def hang_all(par, after, before, depth):
    """The thread in preorder and depths from ``par``."""
    n = len(par)
    root = n - 1
    first = np.full(n, -1, np.int64)
    following = np.full(n, -1, np.int64)
    for v in range(root):
        following[v] = first[par[v]]
        first[par[v]] = v
    v = root
    depth[root] = 0
    while True:
        last = v
        if first[v] >= 0:
            v = first[v]
        else:
            while v != root and following[v] < 0:
                v = par[v]
            if v == root:
                break
            v = following[v]
        depth[v] = depth[par[v]] + 1
        after[last] = v
        before[v] = last
    after[last] = root
    before[root] = last


@compiled
def price_down(par, after, value, pi):
    """pi[v] = value[v] + pi[par[v]], root 0."""
    root = len(par) - 1
    pi[root] = 0
    v = after[root]
    while v != root:
        pi[v] = value[v] + pi[par[v]]
        v = after[v]


@compiled
def move_student(s, e, gain, root, node, par, kind, ls, le, after, before, depth, pi, flow, cap, arc_flow, cur):
    """One pivot with edge e of student s entering; ``gain`` > 0 is what it saves."""
    old = cur[s]
    p = root if old < 0 else node[old]
    q = root if e < 0 else node[e]
    if p != root and kind[p] == JOINT and ls[p] == s:
        a = q
        while depth[a] > depth[p]:
            a = par[a]
        if a != p:  # the place it would be content with changes, nothing moves
            return rehang(p, p, q, JOINT, s, e, -gain, par, kind, ls, le, after, before, depth, pi)
        a = q
        while a != p:
            send_up(a, 1, par, kind, ls, le, flow, arc_flow, cur)
            a = par[a]
        above, content = par[p], le[p]
        cur[s] = e
        return rehang(q, p, above, JOINT, s, content, gain, par, kind, ls, le, after, before, depth, pi)

    blocked = -1
    a, b = q, p
    while a != b:
        if depth[a] > depth[b]:
            a = par[a]
        else:
            if blocked < 0 and room_down(b, par, kind, le, flow, cap, arc_flow) == 0:
                blocked = b
            b = par[b]
    apex = a
    if blocked >= 0:  # nothing can move: s joins p to q
        return rehang(p, blocked, q, JOINT, s, e, -gain, par, kind, ls, le, after, before, depth, pi)
    full = -1
    a = q
    while a != apex:
        was_joint = kind[a] == JOINT
        send_up(a, 1, par, kind, ls, le, flow, arc_flow, cur)
        if was_joint or room_up(a, par, kind, le, flow, cap, arc_flow) == 0:
            full = a
        a = par[a]
    b = p
    while b != apex:
        send_down(b, 1, par, kind, le, flow, arc_flow)
        b = par[b]
    cur[s] = e
    if full < 0:
        return True
    return rehang(q, full, p, JOINT, s, old, gain, par, kind, ls, le, after, before, depth, pi)


@compiled
def move_units(i, j, own_room, v, arc, gain, par, kind, ls, le, after, before, depth, pi, flow, cap, arc_flow, cur):
    """One pivot with a link between places entering, pushed from i to j: the tree arc of v, or hub arc ``arc``."""
    most = own_room
    a, b = j, i
    while a != b:
        if depth[a] > depth[b]:
            most = min(most, room_up(a, par, kind, le, flow, cap, arc_flow))
            a = par[a]
        else:
            most = min(most, room_down(b, par, kind, le, flow, cap, arc_flow))
            b = par[b]
    apex = a
    full = -1
    a = j
    while a != apex:
        room = room_up(a, par, kind, le, flow, cap, arc_flow)
        send_up(a, most, par, kind, ls, le, flow, arc_flow, cur)
        if room == most:
            full = a
        a = par[a]
    empty = -1
    b = i
    while b != apex:
        if empty < 0 and room_down(b, par, kind, le, flow, cap, arc_flow) == most:
            empty = b
        send_down(b, most, par, kind, le, flow, arc_flow)
        b = par[b]
    if arc >= 0:
        arc_flow[arc] += most
    elif i == v:
        flow[v] += most
    else:
        flow[v] -= most
    if full >= 0:
        k = BACK if arc >= 0 else (OWN if j == v else REVERSE)
        return rehang(j, full, i, k, -1, arc, gain, par, kind, ls, le, after, before, depth, pi)
    if most == own_room:
        return True
    k = FORTH if arc >= 0 else (OWN if i == v else REVERSE)
    return rehang(i, empty, j, k, -1, arc, -gain, par, kind, ls, le, after, before, depth, pi)


@compiled
def improve(
    ptr, node, cost, out, hub0, hub_ptr, hub_post, hub_cost, up, cap, frozen,
    par, kind, ls, le, after, before, depth, pi, flow, arc_flow, cur, block, minor, share, limit, steps,
):  # fmt: skip
    """Pivot until no edge, hub arc or tree arc saves anything.

    ptr int64[N+1], node int32[nnz], cost int64[nnz] (NEVER: may not enter), out int64[N] cost of being unplaced;
    hub_ptr int64[H+1], hub_post int32[], hub_cost int64[].  Everything from ``par`` to ``cur`` is the basis, changed in place.
    ``block``: arcs looked at before the best of them enters.  ``minor``: arcs of one hub that may enter in a row.  ``share``:
    the part of the hubs looked at after each round over the students.  ``steps[0]`` counts pivots.  Returns DONE, OUT_OF_STEPS or
    OVERFLOW.
    """
    n = len(up)
    root = n - 1
    students = len(ptr) - 1
    hubs = len(hub_ptr) - 1
    quiet = 0
    s = h = t = 0
    done = np.int64(0)
    turn_of = 0
    waiting = np.empty(len(hub_post), np.int64)
    enough = 3 * (share if hubs else 1) + 4  # after the last pivot: the rest of its section, then every section in full
    while quiet < enough:
        best, best_s, best_e, best_kind = np.int64(0), -1, np.int64(-1), -1
        seen = 0
        if turn_of == 0:
            while s < students:
                lo, hi = np.uint64(ptr[s]), np.uint64(ptr[s + 1])
                at = cur[s]
                have = out[s] if at < 0 else cost[at] + pi[node[at]]
                low = out[s]
                for x in range(lo, hi):  # NEVER is larger than any price makes up for
                    low = min(low, cost[x] + pi[node[x]])
                if have - low > best:
                    best, best_s, best_kind = have - low, s, 0
                s += 1
                seen += np.int64(hi - lo) + 1
                if seen >= block and best > 0:
                    break
            if best == 0:
                s, turn_of = 0, 1
                quiet += 1
                continue
            if s == students:
                s, turn_of = 0, 1
        elif turn_of == 1:
            # a hub has thousands of arcs: all that save something are kept, and the best of them enter while any does
            upto = min(hubs, h + (hubs + share - 1) // share)
            while h < upto:
                have = pi[hub0 + h]
                count = 0
                lo, hi = hub_ptr[h], hub_ptr[h + 1]
                while lo < hi:
                    upper = min(hi, lo + PIECE)
                    low = have
                    for x in range(np.uint64(lo), np.uint64(upper)):
                        low = min(low, hub_cost[x] + pi[hub_post[x]])
                    if low < have:
                        for y in range(lo, upper):
                            if hub_cost[y] + pi[hub_post[y]] < have:
                                waiting[count] = y
                                count += 1
                    lo = upper
                rounds = 0
                while count > 0 and rounds < minor:
                    have = pi[hub0 + h]
                    kept = 0
                    best = np.int64(0)
                    for k in range(count):
                        x = waiting[k]
                        value = have - hub_cost[x] - pi[hub_post[x]]
                        if value > 0:
                            waiting[kept] = x
                            kept += 1
                            if value > best:
                                best, best_e = value, x
                    count = kept
                    if count == 0:
                        break
                    rounds += 1
                    quiet = 0
                    if not move_units(
                        hub0 + h, hub_post[best_e], ENDLESS, -1, best_e, best, par, kind, ls, le, after, before,
                        depth, pi, flow, cap, arc_flow, cur,
                    ):  # fmt: skip
                        steps[0] += done
                        return OVERFLOW
                    done += 1
                best = np.int64(0)
                h += 1
            turn_of = 2
            if h >= hubs:
                h = 0
            quiet += 1
            continue
        else:
            while t < root:
                if up[t] >= 0 and cap[t] > 0 and not frozen[t]:
                    value = pi[t] - pi[up[t]]
                    if flow[t] == cap[t]:
                        value = -value
                    if value > best and (flow[t] == 0 or flow[t] == cap[t]):
                        best, best_s, best_kind = value, t, 2
                t += 1
                seen += 1
                if seen >= block and best > 0:
                    break
            if best == 0:
                t, turn_of = 0, 0
                quiet += 1
                continue
            if t == root:
                t, turn_of = 0, 0
        quiet = 0
        done += 1
        if best_kind == 0:
            best_e = np.int64(-1)
            at = cur[best_s]
            low = (out[best_s] if at < 0 else cost[at] + pi[node[at]]) - best
            if low < out[best_s]:
                best_e = ptr[best_s]
                while cost[best_e] + pi[node[best_e]] != low:
                    best_e += 1
            fine = move_student(
                best_s, best_e, best, root, node, par, kind, ls, le, after, before, depth, pi, flow, cap,
                arc_flow, cur,
            )  # fmt: skip
        else:
            v = best_s
            i, j = (v, up[v]) if flow[v] == 0 else (up[v], v)
            fine = move_units(
                i, j, cap[v], v, -1, best, par, kind, ls, le, after, before, depth, pi, flow, cap, arc_flow,
                cur,
            )  # fmt: skip
        if not fine:
            steps[0] += done
            return OVERFLOW
        if done >= limit:
            steps[0] += done
            return OUT_OF_STEPS
    steps[0] += done
    return DONE


@compiled
def forbid(node, shut, cost):
    for x in range(np.uint64(len(node))):
        if shut[node[x]]:
            cost[x] = NEVER


@compiled
def total_of(column, at):
    """The sum of a column at the places ``at`` that are not negative."""
    total = np.int64(0)
    for k in range(len(at)):
        if at[k] >= 0:
            total += np.int64(column[at[k]])
    return total


@compiled
def spread(
    ptr, node, cost, out, hub0, hub_ptr, hub_post, hub_cost, up, cap, flow, arc_flow, cur, left, target, far, via
):
    """Cost of the cheapest way for one unit too many at every place to end at ``target``, in the graph of what can still move.

    ``left``: the student taken out.  far int64[places + 1] (set here); via: the edge taken (-1 up or down, student * 1).
    Label correcting; there is no negative circle at an optimum.  O(passes x edges).
    """
    never = np.int64(1) << 62
    n = len(up)
    root = n - 1
    far[:] = never
    far[target] = 0
    changed = True
    passes = 0
    while changed and passes < 4 * n:
        changed = False
        passes += 1
        for s in range(len(cur)):
            if s == left:
                continue
            p = root if cur[s] < 0 else np.int64(node[cur[s]])
            have = out[s] if cur[s] < 0 else cost[cur[s]]
            for x in range(ptr[s], ptr[s + 1]):
                q = node[x]
                if cost[x] != never and far[q] != never and cost[x] - have + far[q] < far[p]:
                    far[p] = cost[x] - have + far[q]
                    via[p, 0], via[p, 1] = q, s
                    changed = True
            if far[root] != never and out[s] - have + far[root] < far[p]:
                far[p] = out[s] - have + far[root]
                via[p, 0], via[p, 1] = root, s
                changed = True
        for h in range(len(hub_ptr) - 1):
            for x in range(hub_ptr[h], hub_ptr[h + 1]):
                q = hub_post[x]
                if hub_cost[x] == never:
                    continue
                if far[q] != never and hub_cost[x] + far[q] < far[hub0 + h]:
                    far[hub0 + h] = hub_cost[x] + far[q]
                    via[hub0 + h, 0], via[hub0 + h, 1] = q, -1
                    changed = True
                if arc_flow[x] > 0 and far[hub0 + h] != never and far[hub0 + h] - hub_cost[x] < far[q]:
                    far[q] = far[hub0 + h] - hub_cost[x]
                    via[q, 0], via[q, 1] = hub0 + h, -1
                    changed = True
        for v in range(hub0):
            u = up[v]
            if flow[v] < cap[v] and far[u] < far[v]:
                far[v] = far[u]
                via[v, 0], via[v, 1] = u, -1
                changed = True
            if flow[v] > 0 and far[v] < far[u]:
                far[u] = far[v]
                via[u, 0], via[u, 1] = v, -1
                changed = True
    return passes < 4 * n
