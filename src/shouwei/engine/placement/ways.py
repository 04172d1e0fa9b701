"""After a change: the former prices are kept, and only what has lost its place moves, each unit along a cheapest way.

Former prices are dual feasible for everybody whose present way is still a cheapest one, and with a bonus for staying nearly all
present ways are.  What remains is a flow with a few surpluses and shortages, all of whose residual costs are not negative:

    surplus   a student whose post is gone or who would now gain elsewhere; a place that holds more than it may;
              the place above one that costs something without being full (the missing units are sent up as if they came)
    shortage  that place itself

Successive shortest ways (Busacker and Gowen 1961) with reduced costs (Edmonds and Karp 1972, Tomizawa 1971), in two halves.  From the
root every place with room is equally far and half the city is near; a search that passes it looks at all of that.  So none does:
first every surplus is sent to a shortage or to the root, whichever is nearer, and prices rise on the way; then what has come to
the root is fetched by the shortages that are left, searching backwards, and prices fall.  Either leaves costs not negative.

Nodes are places, the root last; students are the arcs that lead on from where they sit.  Bounds that stay true while prices move one
way only spare most looks: in the first half each student keeps the least its other options cost, in the second each place the
least of what leads to it, and the ways into a place are listed when it is looked at.
Costs a few passes over the edges, then per unit the neighbourhood of its way.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator, assignment"
from shouwei.engine.placement.compiled import compiled

NEVER = 1 << 62
FAR = 1 << 61  # no way found so far
PRICE_LIMIT = 1 << 61
DONE, OUT_OF_STEPS, OVERFLOW = 0, 1, 2
UNDECIDED = -2
BY_TREE, FORTH, BACK = -1, -2, -3  # marks of arcs that are no students
# One search is one array int64[10, 2 (places + 1) + 8], the second half of each row standing for what leads to a place.  Rows: length of the way,
# the next place on it, by whom (student or mark), by which arc; all labelled places in order; a heap of those not yet looked at
# and where each stands in it (-1: not there); the first arc of a hub in ``used`` by post and by hub; and single numbers:
WAY, NEXT, WHO, BY, SEEN, HEAP, PLACE, OF_POST, OF_HUB, FOUND = range(10)
BEST, END, COUNT, SIZE, USED = range(
    5
)  # length of the best way and where it ends, how many are labelled, size of the heap, entries of ``used``

Ints = NDArray[np.int64]


class Arcs(NamedTuple):
    """The network, see ``kernel``; down, beside: the first place below each, the next beside it."""

    ptr: Ints
    node: NDArray[np.int32]
    cost: Ints
    out: Ints
    hub0: int
    hub_ptr: Ints
    hub_post: NDArray[np.int32]
    hub_cost: Ints
    up: Ints
    cap: Ints
    down: Ints
    beside: Ints


class Held(NamedTuple):
    """What is decided so far.  Per student: cur, its edge or -1; low, what its other options cost at least (first half); own, what the present
    one costs with the price, and after the students the prices of hubs (second half).  Per place: pi, flow, b, and near, what
    leading there costs at least, less ``own`` (second half, at whose start prices were pi0).  sits, following, ahead: who sits where, as lists."""

    cur: Ints
    low: Ints
    own: Ints
    near: Ints
    pi: Ints
    flow: Ints
    arc_flow: Ints
    b: Ints
    pi0: Ints
    sits: NDArray[np.int32]
    following: NDArray[np.int32]
    ahead: NDArray[np.int32]


@compiled
def start_prices(up, hub0, hub_ptr, hub_post, hub_cost, y, fresh, shut, high, pi):
    """pi int64[places + 1] from y int64[hub0]: every place costs y more than the one above, fresh and shut ones as much."""
    root = len(up) - 1
    pi[root] = 0
    for v in range(hub0 - 1, -1, -1):  # the place above has a greater number
        pi[v] = pi[up[v]]
        if not (fresh[v] or shut[v]):
            pi[v] += y[v]
    for h in range(hub0, root):
        low = high
        for x in range(hub_ptr[h - hub0], hub_ptr[h - hub0 + 1]):
            p = hub_post[x]
            if not fresh[p] and hub_cost[x] < NEVER:
                low = min(low, hub_cost[x] + pi[p])
        pi[h] = low


@compiled
def own_ways(ptr, node, cost, out, present, pseudo0, hub0, pi, fresh, cur, low):
    """The present way of every student, UNDECIDED where another is cheaper; and the least of its other options (fresh ones cost no less than the present)."""
    root = len(pi) - 1
    for s in range(len(present)):
        want = present[s]
        own, at = NEVER, np.int64(UNDECIDED)
        least = NEVER
        if want < 0:
            own, at = out[s] + pi[root], np.int64(-1)
        else:
            least = out[s] + pi[root]
        new = False
        for x in range(np.uint64(ptr[s]), np.uint64(ptr[s + 1])):
            v = node[x]
            value = cost[x] + pi[v]
            if fresh[v]:
                new = True
            elif v == want or (want < 0 and pseudo0 <= v < hub0):
                if value < own:
                    least = min(least, own)
                    own, at = value, np.int64(x)
                else:
                    least = min(least, value)
            else:
                least = min(least, value)
        if own > least or own >= NEVER:
            at = np.int64(UNDECIDED)
        cur[s] = at
        low[s] = min(least, own) if new else least


@compiled
def price_fresh(ptr, node, cost, out, hub0, hub_ptr, hub_post, hub_cost, up, fresh, shut, cur, low, pi):
    """Places that could hold nobody before cost just so much that nobody gains by going there; all below one cost the same."""
    root = len(up) - 1
    most = np.zeros(root + 1, np.int64)
    for s in range(len(cur)):
        u = low[s]
        if cur[s] >= 0:
            u = min(u, cost[cur[s]] + pi[node[cur[s]]])
        elif cur[s] == -1:
            u = min(u, out[s] + pi[root])
        for x in range(ptr[s], ptr[s + 1]):
            if fresh[node[x]] and cost[x] < NEVER:
                most[node[x]] = max(most[node[x]], u - cost[x])
    for h in range(hub0, root):
        for x in range(hub_ptr[h - hub0], hub_ptr[h - hub0 + 1]):
            if fresh[hub_post[x]] and hub_cost[x] < NEVER:
                most[hub_post[x]] = max(most[hub_post[x]], pi[h] - hub_cost[x])
    for v in range(hub0):
        if fresh[v] and not shut[v] and fresh[up[v]] and not shut[up[v]]:
            most[up[v]] = max(most[up[v]], most[v])
    for v in range(hub0 - 1, -1, -1):
        if fresh[v]:
            pi[v] = pi[up[v]] if shut[v] or (fresh[up[v]] and not shut[up[v]]) else max(pi[up[v]], most[v])


@compiled
def sent(ptr, node, up, cap, hub0, shut, cur, pi, flow, b):
    """flow of every place, full where it costs something; b: surplus (> 0) or shortage of every place and the root."""
    root = len(up) - 1
    b[:] = 0
    for s in range(len(cur)):
        if cur[s] >= 0:
            b[node[cur[s]]] += 1
        elif cur[s] == -1:
            b[root] += 1
    for v in range(hub0):
        if shut[v]:
            flow[v] = 0
        elif pi[v] > pi[up[v]]:
            flow[v] = cap[v]
        else:
            flow[v] = min(b[v], cap[v])
        b[v] -= flow[v]
        b[up[v]] += flow[v]
    b[root] -= len(cur)


@compiled
def seat(s, v, held):
    """Student s sits at v: the first of the list there."""
    held.following[s], held.ahead[s] = held.sits[v], -1
    if held.sits[v] >= 0:
        held.ahead[held.sits[v]] = s
    held.sits[v] = s


@compiled
def unseat(s, v, held):
    after, before = held.following[s], held.ahead[s]
    if before >= 0:
        held.following[before] = after
    else:
        held.sits[v] = after
    if after >= 0:
        held.ahead[after] = before


@compiled
def lift(q, search):
    """Put q where its length belongs in the heap, it having become shorter."""
    k = search[PLACE, q]
    if k < 0:
        k = search[FOUND, SIZE]
        search[FOUND, SIZE] += 1
    while k > 0:
        above = (k - 1) >> 1
        other = search[HEAP, above]
        if search[WAY, other] <= search[WAY, q]:
            break
        search[HEAP, k] = other
        search[PLACE, other] = k
        k = above
    search[HEAP, k] = q
    search[PLACE, q] = k


@compiled
def take(search):
    """The nearest place not yet looked at."""
    nearest = search[HEAP, 0]
    search[PLACE, nearest] = -1
    size = search[FOUND, SIZE] - 1
    search[FOUND, SIZE] = size
    q = search[HEAP, size]
    k = 0
    while k < size:
        below = 2 * k + 1
        if below >= size:
            break
        if below + 1 < size and search[WAY, search[HEAP, below + 1]] < search[WAY, search[HEAP, below]]:
            below += 1
        if search[WAY, search[HEAP, below]] >= search[WAY, q]:
            break
        search[HEAP, k] = search[HEAP, below]
        search[PLACE, search[HEAP, k]] = k
        k = below
    if size > 0:
        search[HEAP, k] = q
        search[PLACE, q] = k
    return nearest


@compiled
def reach(q, d, u, t, x, ends, search):
    """A way of length d to q, the place before (or, backwards, after) it being u, by t (a student or a mark) and arc x."""
    if d >= search[WAY, q] or d >= search[FOUND, BEST]:
        return
    if search[WAY, q] == FAR:
        search[SEEN, search[FOUND, COUNT]] = q
        search[FOUND, COUNT] += 1
    search[WAY, q] = d
    search[NEXT, q], search[WHO, q], search[BY, q] = u, t, x
    if ends:
        search[FOUND, BEST], search[FOUND, END] = d, q
    lift(q, search)


@compiled
def look_ahead(u, arcs, held, search, used):
    """Label what one unit more at u could be sent on to; how much was looked at."""
    pi, flow, b, hub0, root = held.pi, held.flow, held.b, arcs.hub0, len(arcs.up) - 1
    base = search[WAY, u] - pi[u]
    looked = 1
    q = arcs.up[u]
    if q >= 0 and flow[u] < arcs.cap[u]:
        reach(q, base + pi[q], u, BY_TREE, -1, q == root or b[q] < 0, search)
    q = arcs.down[u]
    while q >= 0:
        looked += 1
        if flow[q] > 0:
            reach(q, base + pi[q], u, BY_TREE, -1, b[q] < 0, search)
        q = arcs.beside[q]
    k = search[OF_POST, u]
    while k >= 0:
        looked += 1
        x, h, k = used[k, 0], used[k, 1], used[k, 3]
        if held.arc_flow[x] > 0:
            reach(h, base + pi[h] - arcs.hub_cost[x], u, BACK, x, False, search)
    if u >= hub0:
        looked += arcs.hub_ptr[u - hub0 + 1] - arcs.hub_ptr[u - hub0]
        for x in range(arcs.hub_ptr[u - hub0], arcs.hub_ptr[u - hub0 + 1]):
            if arcs.hub_cost[x] < NEVER:
                q = arcs.hub_post[x]
                reach(q, base + arcs.hub_cost[x] + pi[q], u, FORTH, x, b[q] < 0, search)
    t = np.int64(held.sits[u])
    while t >= 0:
        looked += 1
        at = held.cur[t]
        here = base - arcs.cost[at]
        if here + held.low[t] < search[FOUND, BEST]:
            low = arcs.out[t] + pi[root]
            reach(root, here + low, u, t, -1, True, search)
            looked += arcs.ptr[t + 1] - arcs.ptr[t]
            for x in range(arcs.ptr[t], arcs.ptr[t + 1]):
                if x != at and arcs.cost[x] < NEVER:
                    q = arcs.node[x]
                    low = min(low, arcs.cost[x] + pi[q])
                    reach(q, here + arcs.cost[x] + pi[q], u, t, x, b[q] < 0, search)
            held.low[t] = low
        t = np.int64(held.following[t])
    return looked


@compiled
def look_back(u, arcs, held, search, used):
    """Label the places of the tree from which one unit could be sent to u, and note how near the others are."""
    pi, flow, root = held.pi, held.flow, len(arcs.up) - 1
    base = search[WAY, u] + pi[u]
    looked = 1
    q = arcs.up[u]
    if q >= 0 and flow[u] > 0:
        reach(q, base - pi[q], u, BY_TREE, -1, q == root, search)
    q = arcs.down[u]
    while q >= 0:
        looked += 1
        if flow[q] < arcs.cap[q]:
            reach(q, base - pi[q], u, BY_TREE, -1, False, search)
        q = arcs.beside[q]
    k = search[OF_HUB, u]
    while k >= 0:
        looked += 1
        x, q, k = used[k, 0], used[k, 2], used[k, 4]
        if held.arc_flow[x] > 0:
            reach(q, base - arcs.hub_cost[x] - pi[q], u, BACK, x, False, search)
    if held.near[u] < FAR and base + held.near[u] < search[FOUND, BEST]:
        search[WAY, len(arcs.up) + u] = base + held.near[u]
        lift(len(arcs.up) + u, search)
    return looked


@compiled
def look_in(u, arcs, held, search, within, first, tail, arc, price):
    """Label where those sit who could go to u."""
    root, students = len(arcs.up) - 1, len(arcs.out)
    base = search[WAY, u] + held.pi[u]
    near = within - held.pi0[u]  # of what is not listed
    for k in range(first[u], first[u + 1]):
        t = tail[k]
        rest = price[k] - held.own[t]
        if rest < near or base + rest < search[FOUND, BEST]:
            if t >= students:
                near = min(near, rest)
                reach(arcs.hub0 + t - students, base + rest, u, FORTH, arc[k], False, search)
            elif held.cur[t] != arc[k]:
                near = min(near, rest)
                q = root if held.cur[t] < 0 else np.int64(arcs.node[held.cur[t]])
                reach(q, base + rest, u, t, arc[k], q == root, search)
    held.near[u] = near
    return first[u + 1] - first[u]


@compiled
def enter(arcs, held, within, first):
    """``own`` and ``near`` for the second half, and the ways into every place that lose at most ``within`` at present: first
    int64[places + 1] (set here), and of each its tail (student, or N + hub), arc, cost."""
    students, n, hub0 = len(arcs.out), len(arcs.up), arcs.hub0
    pi, own, near = held.pi, held.own, held.near
    held.pi0[:] = pi
    first[:], near[:] = 0, FAR
    for s in range(students):
        at = held.cur[s]
        mine = arcs.out[s] + pi[n - 1] if at < 0 else arcs.cost[at] + pi[arcs.node[at]]
        own[s] = mine
        for x in range(np.uint64(arcs.ptr[s]), np.uint64(arcs.ptr[s + 1])):
            v, rest = arcs.node[x], arcs.cost[x] - mine
            first[v + 1] += rest + pi[v] <= within
            if np.int64(x) != at:
                near[v] = min(near[v], rest)
    for h in range(len(arcs.hub_ptr) - 1):
        own[students + h] = pi[hub0 + h]
        for x in range(arcs.hub_ptr[h], arcs.hub_ptr[h + 1]):
            v, rest = arcs.hub_post[x], arcs.hub_cost[x] - pi[hub0 + h]
            first[v + 1] += rest + pi[v] <= within
            near[v] = min(near[v], rest)
    for v in range(n):
        first[v + 1] += first[v]
    fill = first[:-1].copy()
    tail, arc, price = np.empty(first[n], np.int32), np.empty(first[n], np.int64), np.empty(first[n], np.int64)
    for s in range(students):
        most = within + own[s]
        for x in range(np.uint64(arcs.ptr[s]), np.uint64(arcs.ptr[s + 1])):
            v = arcs.node[x]
            if arcs.cost[x] + pi[v] <= most:
                k = fill[v]
                tail[k], arc[k], price[k] = s, x, arcs.cost[x]
                fill[v] = k + 1
    for h in range(len(arcs.hub_ptr) - 1):
        most = within + pi[hub0 + h]
        for x in range(arcs.hub_ptr[h], arcs.hub_ptr[h + 1]):
            v = arcs.hub_post[x]
            if arcs.hub_cost[x] + pi[v] <= most:
                k = fill[v]
                tail[k], arc[k], price[k] = students + h, x, arcs.hub_cost[x]
                fill[v] = k + 1
    return tail, arc, price


@compiled
def send(forward, begin, arcs, held, search, used):
    """Prices rise (or, backwards, fall) by how much nearer than the end a place is; then as many units as it can take go along the best
    way, 1 where a student moves.  begin: the place with the surplus, -1 for a student.  False when a price grows too large."""
    up, flow, b, found, students = arcs.up, held.flow, held.b, search[FOUND], len(arcs.out)
    hub0, root = arcs.hub0, len(up) - 1
    fine = True
    for k in range(found[COUNT]):
        q = search[SEEN, k]
        change = found[BEST] - search[WAY, q]
        if change > 0:
            if not forward:
                change = -change
                t = np.int64(held.sits[q])
                while t >= 0:
                    held.own[t] += change
                    t = np.int64(held.following[t])
            held.pi[q] += change
            fine &= -PRICE_LIMIT < held.pi[q] < PRICE_LIMIT
            if hub0 <= q < root:
                held.own[students + q - hub0] = held.pi[q]
    last = found[END]
    while search[NEXT, last] >= 0:
        last = search[NEXT, last]
    most = np.int64(1)
    if begin >= 0:
        most = b[begin] if found[END] == root and forward else min(b[begin], -b[found[END] if forward else last])
    for sending in range(2):
        if sending:
            if begin >= 0:
                b[begin] -= most
            b[found[END] if forward else last] += most
        q = found[END]
        while q >= 0:
            u, t, x = search[NEXT, q], search[WHO, q], search[BY, q]
            if u < 0 and t < 0:
                break
            i, j = (u, q) if forward else (q, u)
            if not sending:
                if t >= 0:
                    most = np.int64(1)
                elif t == BACK:
                    most = min(most, np.int64(held.arc_flow[x]))
                elif t == BY_TREE:
                    most = min(most, arcs.cap[i] - flow[i] if up[i] == j else flow[j])
            elif t >= 0:
                if i >= 0:
                    unseat(t, i, held)
                value = (arcs.cost[x] if x >= 0 else arcs.out[t]) + held.pi[j]
                if held.cur[t] >= 0:  # back to there is another option now
                    old = held.cur[t]
                    held.near[arcs.node[old]] = min(held.near[arcs.node[old]], arcs.cost[old] - value)
                held.cur[t], held.own[t], held.low[t] = x, value, value
                seat(t, j, held)
            elif t == FORTH:
                if held.arc_flow[x] == 0:
                    k = found[USED]
                    used[k, 0], used[k, 1], used[k, 2], used[k, 3], used[k, 4] = (
                        x,
                        i,
                        j,
                        search[OF_POST, j],
                        search[OF_HUB, i],
                    )
                    search[OF_POST, j] = search[OF_HUB, i] = k
                    found[USED] = k + 1
                held.arc_flow[x] += most
            elif t == BACK:
                held.arc_flow[x] -= most
            elif up[i] == j:
                flow[i] += most
            else:
                flow[j] -= most
            q = u
    return fine


@compiled
def clear(search, used, n, most):
    """Ready for the next search, for a way shorter than ``most``, with room for as many arcs of hubs as it may have."""
    for k in range(search[FOUND, COUNT]):
        q = search[SEEN, k]
        search[WAY, q], search[WAY, n + q] = FAR, FAR
        search[PLACE, q] = search[PLACE, n + q] = -1
    search[FOUND, COUNT] = search[FOUND, SIZE] = 0
    search[FOUND, BEST], search[FOUND, END] = most, -1
    if search[FOUND, USED] + n <= len(used):
        return used
    more = np.empty((2 * len(used) + n, 5), np.int64)
    more[: len(used)] = used
    return more


@compiled
def send_all(
    ptr, node, cost, out, hub0, hub_ptr, hub_post, hub_cost, up, cap, shut, cur, low, pi, flow, arc_flow, b, within, limit, steps
):  # fmt: skip
    """Send every surplus to a shortage.  within: ways into a place that lose more are not listed unless a search gets that far.  steps[0]: ways found; steps[1]: places and options looked at, at most about ``limit``."""
    n = len(up)
    root = n - 1
    students = len(cur)
    arcs = Arcs(
        ptr,
        node,
        cost,
        out,
        hub0,
        hub_ptr,
        hub_post,
        hub_cost,
        up,
        cap,
        np.full(n, -1, np.int64),
        np.full(n, -1, np.int64),
    )
    for v in range(hub0):
        if not shut[v]:
            arcs.beside[v] = arcs.down[up[v]]
            arcs.down[up[v]] = v
    held = Held(
        cur, low, np.zeros(students + root - hub0, np.int64), np.full(n, FAR, np.int64), pi, flow, arc_flow, b, pi.copy(),
        np.full(n, -1, np.int32), np.full(students, -1, np.int32), np.full(students, -1, np.int32),
    )  # fmt: skip
    for s in range(students - 1, -1, -1):
        if cur[s] != UNDECIDED:
            seat(s, node[cur[s]] if cur[s] >= 0 else root, held)
    search = np.full((10, 2 * n + 8), -1, np.int64)
    search[WAY], search[FOUND] = FAR, 0
    far, found = search[WAY], search[FOUND]
    used = np.empty((n, 5), np.int64)
    s = v = 0
    while True:  # the first half
        while s < students and cur[s] != UNDECIDED:
            s += 1
        if s == students:
            while v < root and b[v] <= 0:
                v += 1
            if v == root:
                break
        begin = -1 if s < students else v
        used = clear(search, used, n, FAR)
        if begin >= 0:
            reach(begin, 0, -1, BY_TREE, -1, False, search)
        else:
            least = out[s] + pi[root]
            for x in range(ptr[s], ptr[s + 1]):
                least = min(least, cost[x] + pi[node[x]])
            reach(root, out[s] + pi[root] - least, -1, s, -1, True, search)
            for x in range(ptr[s], ptr[s + 1]):
                if cost[x] < NEVER:
                    reach(node[x], cost[x] + pi[node[x]] - least, -1, s, x, b[node[x]] < 0, search)
        while found[SIZE] > 0 and far[search[HEAP, 0]] < found[BEST]:
            steps[1] += look_ahead(take(search), arcs, held, search, used)
        if found[BEST] == FAR or steps[1] > limit:
            return OUT_OF_STEPS
        if not send(True, begin, arcs, held, search, used):
            return OVERFLOW
        steps[0] += 1
    if b[root] == 0:
        return DONE
    first = np.zeros(n + 1, np.int64)
    tail, arc, price = enter(arcs, held, within, first)
    most = within >> 4
    while b[root] > 0:  # the second half
        used = clear(search, used, n, most)
        for q in range(root):
            if b[q] < 0:
                reach(q, 0, -1, BY_TREE, -1, False, search)
        while found[SIZE] > 0 and far[search[HEAP, 0]] < found[BEST]:
            u = take(search)
            if u < n:
                steps[1] += look_back(u, arcs, held, search, used)
                continue
            u -= n
            if (
                far[u] + pi[u] + within - held.pi0[u] < found[BEST] and within < FAR >> 1
            ):  # what is not listed could matter
                within = np.int64(FAR >> 1)
                tail, arc, price = enter(arcs, held, within, first)
                steps[1] += len(node)
            steps[1] += look_in(u, arcs, held, search, within, first, tail, arc, price)
        if (found[END] < 0 and most == FAR) or steps[1] > limit:
            return OUT_OF_STEPS
        if (
            found[END] < 0
        ):  # the next way is mostly little longer than the last: without a bound all that leads in would be labelled
            most = np.int64(FAR) if most > FAR >> 4 else 4 * most + 64
            continue
        most = min(2 * found[BEST] + 64, np.int64(FAR))
        if not send(False, root, arcs, held, search, used):
            return OVERFLOW
        steps[0] += 1
    return DONE
