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
from shouwei.engine.placement.kernel import DONE, NEVER, OUT_OF_STEPS, OVERFLOW, PRICE_LIMIT

FAR = 1 << 61  # no way found so far
UNDECIDED = -2
BY_TREE, FORTH, BACK = -1, -2, -3  # marks of arcs that are no students
# One search is one array int64[10, 2 (places + 1) + 8], the second half of each row standing for what leads to a place.  Rows: length of the way,
# the next place on it, by whom (student or mark), by which arc; all labelled places in order; a heap of those not yet looked at
# and where each stands in it (-1: not there); the first arc of a hub in ``used`` by post and by hub; and single numbers:
WAY, NEXT, WHO, BY, SEEN, HEAP, PLACE, OF_POST, OF_HUB, FOUND = range(10)
# Numbers under FOUND: length of the best way and where it ends, how many are labelled, size of the heap, entries of ``used``.
BEST, END, COUNT, SIZE, USED = range(5)

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
    one costs without the price of the place, and seat, that place (second half; the hubs stand after the students).  Per place: pi,
    flow, b, and near, what leading there costs at least, less what the tail has now (second half, at whose start prices were pi0).
    sits, following, ahead: who sits where, as lists."""

    cur: Ints
    low: Ints
    own: Ints
    seat: NDArray[np.int32]
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
def search_back(arcs, held, search, used, within, first, tail, arc, price):
    """Label, nearest first, from where one unit could be sent to the shortages labelled so far; how much was looked at, and whether
    ways that are not listed could matter.  One function, as handing over so many arrays costs more than a place's turn.

    A place's turn comes twice: as itself, for the tree, and n further, for those who could come to it from elsewhere.
    """
    up, down, beside, cap, hub_cost = arcs.up, arcs.down, arcs.beside, arcs.cap, arcs.hub_cost
    cur, own, seat, near, pi, pi0 = held.cur, held.own, held.seat, held.near, held.pi, held.pi0
    flow, arc_flow = held.flow, held.arc_flow
    n, students, hub0 = len(up), len(arcs.out), arcs.hub0
    root = n - 1
    far, place, found = search[WAY], search[PLACE], search[FOUND]
    looked = 0
    while found[SIZE] > 0 and far[search[HEAP, 0]] < found[BEST]:
        u = search[HEAP, 0]
        if u >= n and far[u - n] + pi[u - n] + within - pi0[u - n] < found[BEST] and within < FAR >> 1:
            return looked, True
        take(search)
        if u >= n:  # where those sit who could go to u
            u -= n
            base = far[u] + pi[u]
            least = within - pi0[u]  # of what is not listed
            for k in range(first[u], first[u + 1]):
                t = tail[k]
                rest = price[k] - own[t] - pi[seat[t]]
                if rest < least or base + rest < found[BEST]:
                    if t >= students:
                        least = min(least, rest)
                        reach(hub0 + t - students, base + rest, u, FORTH, arc[k], False, search)
                    elif cur[t] != arc[k]:
                        least = min(least, rest)
                        reach(np.int64(seat[t]), base + rest, u, t, arc[k], seat[t] == root, search)
            near[u] = least
            looked += first[u + 1] - first[u]
            continue
        base = far[u] + pi[u]
        looked += 1
        q = up[u]
        if q >= 0 and flow[u] > 0:
            reach(q, base - pi[q], u, BY_TREE, -1, q == root, search)
        q = down[u]
        while q >= 0:
            looked += 1
            d = base - pi[q]
            if flow[q] < cap[q] and d < far[q] and d < found[BEST]:
                if down[q] >= 0 or place[q] >= 0:
                    reach(q, d, u, BY_TREE, -1, False, search)
                else:  # a post leads on by its students only: its own turn is spared
                    if far[q] == FAR:
                        search[SEEN, found[COUNT]] = q
                        found[COUNT] += 1
                    far[q] = d
                    search[NEXT, q], search[WHO, q], search[BY, q] = u, BY_TREE, -1
                    if near[q] < FAR and base + near[q] < found[BEST]:
                        far[n + q] = base + near[q]
                        lift(n + q, search)
            q = beside[q]
        k = search[OF_HUB, u]
        while k >= 0:
            looked += 1
            x, q, k = used[k, 0], used[k, 2], used[k, 4]
            if arc_flow[x] > 0:
                reach(q, base - hub_cost[x] - pi[q], u, BACK, x, False, search)
        if near[u] < FAR and base + near[u] < found[BEST]:
            far[n + u] = base + near[u]
            lift(n + u, search)
    return looked, False


@compiled
def enter(arcs, held, within, first):
    """``own`` and ``near`` for the second half, and the ways into every place that lose at most ``within`` at present: first
    int64[places + 1] (set here), and of each its tail (student, or N + hub), arc, cost."""
    students, n, hub0 = len(arcs.out), len(arcs.up), arcs.hub0
    pi, own, near = held.pi, held.own, held.near
    held.pi0[:] = pi
    near[:] = FAR
    most = len(arcs.node) + len(arcs.hub_post)  # room for all; what is not written to takes no memory
    whose, which = np.empty(most, np.int32), np.empty(most, np.int64)
    count = 0
    for s in range(students):
        at = held.cur[s]
        own[s] = arcs.out[s] if at < 0 else arcs.cost[at]
        held.seat[s] = n - 1 if at < 0 else arcs.node[at]
        mine = own[s] + pi[held.seat[s]]
        for x in range(np.uint64(arcs.ptr[s]), np.uint64(arcs.ptr[s + 1])):
            v, rest = arcs.node[x], arcs.cost[x] - mine
            if rest < near[v] and np.int64(x) != at:
                near[v] = rest
            if rest + pi[v] <= within:
                whose[count], which[count] = s, x
                count += 1
    explicit = count
    for h in range(len(arcs.hub_ptr) - 1):
        mine = pi[hub0 + h]
        own[students + h], held.seat[students + h] = 0, hub0 + h
        for x in range(arcs.hub_ptr[h], arcs.hub_ptr[h + 1]):
            v, rest = arcs.hub_post[x], arcs.hub_cost[x] - mine
            near[v] = min(near[v], rest)
            if rest + pi[v] <= within:
                whose[count], which[count] = students + h, x
                count += 1
    first[:] = 0
    for k in range(count):
        first[(arcs.node[which[k]] if k < explicit else arcs.hub_post[which[k]]) + 1] += 1
    for v in range(n):
        first[v + 1] += first[v]
    fill = first[:-1].copy()
    tail, arc, price = np.empty(count, np.int32), np.empty(count, np.int64), np.empty(count, np.int64)
    for k in range(count):
        x = which[k]
        v = arcs.node[x] if k < explicit else arcs.hub_post[x]
        at = fill[v]
        tail[at], arc[at], price[at] = whose[k], x, arcs.cost[x] if k < explicit else arcs.hub_cost[x]
        fill[v] = at + 1
    return tail, arc, price


@compiled
def send(forward, begin, arcs, held, search, used):
    """Prices rise (or, backwards, fall) by how much nearer than the end a place is; then as many units as it can take go along the best
    way, 1 where a student moves.  begin: the place with the surplus, -1 for a student.  False when a price grows too large."""
    up, flow, b, found, root = arcs.up, held.flow, held.b, search[FOUND], len(arcs.up) - 1
    fine = True
    for k in range(found[COUNT]):
        q = search[SEEN, k]
        change = found[BEST] - search[WAY, q]
        if change > 0:
            held.pi[q] += change if forward else -change
            fine &= -PRICE_LIMIT < held.pi[q] < PRICE_LIMIT
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
                own = arcs.cost[x] if x >= 0 else arcs.out[t]
                value = own + held.pi[j]
                if held.cur[t] >= 0:  # back to there is another option now
                    old = held.cur[t]
                    held.near[arcs.node[old]] = min(held.near[arcs.node[old]], arcs.cost[old] - value)
                held.cur[t], held.own[t], held.seat[t], held.low[t] = x, own, j, value
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
    down, beside = np.full(n, -1, np.int64), np.full(n, -1, np.int64)
    arcs = Arcs(ptr, node, cost, out, hub0, hub_ptr, hub_post, hub_cost, up, cap, down, beside)
    for v in range(hub0):
        if not shut[v]:
            arcs.beside[v] = arcs.down[up[v]]
            arcs.down[up[v]] = v
    held = Held(
        cur, low, np.zeros(students + root - hub0, np.int64), np.zeros(students + root - hub0, np.int32), np.full(n, FAR, np.int64), pi, flow, arc_flow, b, pi.copy(),
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
        more = True
        while more:
            looked, more = search_back(arcs, held, search, used, within, first, tail, arc, price)
            steps[1] += looked
            if more:
                within = min(2 * within, np.int64(FAR >> 1))
                tail, arc, price = enter(arcs, held, within, first)
                steps[1] += len(node)
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
