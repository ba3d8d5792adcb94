"""Shortest paths without annotations: graphs as dicts, a heap, memoised recursion, generators."""
import heapq

DEFAULT = 70


def grid(n):
    graph = {}
    for y in range(n):
        for x in range(n):
            edges = graph.setdefault((x, y), {})
            for dx, dy in ((1, 0), (0, 1), (-1, 0), (0, -1)):
                if 0 <= x + dx < n and 0 <= y + dy < n:
                    edges[(x + dx, y + dy)] = 1 + (x * 7 + y * 13 + dx * 3 + dy * 5) % 9
    return graph


def dijkstra(graph, start):
    distance = {start: 0}
    before = {}
    queue = [(0, start)]
    done = set()
    while queue:
        d, node = heapq.heappop(queue)
        if node in done:
            continue
        done.add(node)
        for other, weight in graph[node].items():
            through = d + weight
            if other not in distance or through < distance[other]:
                distance[other] = through
                before[other] = node
                heapq.heappush(queue, (through, other))
    return distance, before


def path(before, node):
    while node in before:
        yield node
        node = before[node]
    yield node


def memoised(f):
    known = {}

    def call(*args):
        if args not in known:
            known[args] = f(*args)
        return known[args]

    return call


@memoised
def ways(x, y):
    if x == 0 or y == 0:
        return 1
    return (ways(x - 1, y) + ways(x, y - 1)) % 1000007


def components(graph, limit):
    seen = {}
    count = 0
    for node in graph:
        if node in seen:
            continue
        count += 1
        stack = [node]
        while stack:
            at = stack.pop()
            if at in seen:
                continue
            seen[at] = count
            stack.extend(other for other, weight in graph[at].items() if weight < limit)
    return count


def main(n):
    graph = grid(n)
    distance, before = dijkstra(graph, (0, 0))
    far = max(distance.values())
    steps = list(path(before, (n - 1, n - 1)))
    return far, distance[(n - 1, n - 1)], len(steps), ways(n, n), [components(graph, k) for k in (2, 4, 8)]
