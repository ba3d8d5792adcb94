import heapq
from typing import Dict, Iterator, List, Optional, Set, Tuple

Graph = Dict[str, Dict[str, float]]


def build(edges: List[Tuple[str, str, float]]) -> Graph:
    g: Graph = {}
    for a, b, w in edges:
        g.setdefault(a, {})[b] = w
        g.setdefault(b, {})[a] = w
    return g


def dijkstra(g: Graph, start: str) -> Dict[str, float]:
    dist: Dict[str, float] = {start: 0}
    heap: List[Tuple[float, str]] = [(0, start)]
    while heap:
        d, n = heapq.heappop(heap)
        if d > dist.get(n, float("inf")):
            continue
        for m, w in g[n].items():
            nd = d + w
            if nd < dist.get(m, float("inf")):
                dist[m] = nd
                heapq.heappush(heap, (nd, m))
    return dist


def path(g: Graph, a: str, b: str) -> Optional[List[str]]:
    prev: Dict[str, Optional[str]] = {a: None}
    todo = [a]
    for n in todo:
        if n == b:
            out: List[str] = []
            cur: Optional[str] = n
            while cur is not None:
                out.append(cur)
                cur = prev[cur]
            return out[::-1]
        for m in sorted(g[n]):
            if m not in prev:
                prev[m] = n
                todo.append(m)
    return None


def topological(deps: Dict[str, List[str]]) -> List[str]:
    done: Set[str] = set()
    out: List[str] = []

    def visit(n: str, trail: Tuple[str, ...]) -> None:
        if n in trail:
            raise ValueError("cycle " + ">".join(trail + (n,)))
        if n in done:
            return
        for d in deps.get(n, []):
            visit(d, trail + (n,))
        done.add(n)
        out.append(n)
    for n in deps:
        visit(n, ())
    return out


class UnionFind:
    def __init__(self, n: int) -> None:
        self.parent = list(range(n))
        self.count = n

    def find(self, x: int) -> int:
        while self.parent[x] != x:
            self.parent[x] = self.parent[self.parent[x]]
            x = self.parent[x]
        return x

    def union(self, a: int, b: int) -> bool:
        a, b = self.find(a), self.find(b)
        if a == b:
            return False
        self.parent[a] = b
        self.count -= 1
        return True


def components(g: Graph) -> Iterator[List[str]]:
    seen: Set[str] = set()
    for n in g:
        if n in seen:
            continue
        stack, comp = [n], []
        while stack:
            x = stack.pop()
            if x not in seen:
                seen.add(x)
                comp.append(x)
                stack.extend(g[x])
        yield sorted(comp)


def floyd(n: int, edges: Dict[Tuple[int, int], int]) -> List[List[float]]:
    inf = float("inf")
    d: List[List[float]] = [[0 if i == j else edges.get((i, j), inf) for j in range(n)] for i in range(n)]
    for k in range(n):
        for i in range(n):
            for j in range(n):
                if d[i][k] + d[k][j] < d[i][j]:
                    d[i][j] = d[i][k] + d[k][j]
    return d


def queens(n: int) -> int:
    def place(row: int, cols: int, a: int, b: int) -> int:
        if row == n:
            return 1
        total = 0
        for c in range(n):
            m, p, q = 1 << c, 1 << (row + c), 1 << (row - c + n)
            if not (cols & m or a & p or b & q):
                total += place(row + 1, cols | m, a | p, b | q)
        return total
    return place(0, 0, 0, 0)


def main() -> None:
    g = build([("a", "b", 1), ("b", "c", 2.5), ("a", "c", 5), ("c", "d", 1), ("x", "y", 3)])
    print(dijkstra(g, "a"), path(g, "a", "d"), path(g, "a", "x"), list(components(g)))
    print(topological({"app": ["lib", "util"], "lib": ["core"], "util": ["core"], "core": []}))
    try:
        topological({"a": ["b"], "b": ["a"]})
    except ValueError as e:
        print(e)
    u = UnionFind(6)
    print([u.union(a, b) for a, b in ((0, 1), (2, 3), (1, 0), (1, 3), (4, 4))], u.count, [u.find(i) for i in range(6)])
    print(floyd(3, {(0, 1): 4, (1, 2): 1, (0, 2): 9}), [queens(n) for n in range(1, 7)])


if __name__ == "__main__":
    main()
