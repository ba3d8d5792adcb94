from collections import ChainMap, Counter, OrderedDict, UserDict, defaultdict, deque, namedtuple
from typing import DefaultDict, Deque, Dict, List

Pt = namedtuple("Pt", "x y", defaults=[0])


def graph(edges: List[str]) -> DefaultDict[str, List[str]]:
    g: DefaultDict[str, List[str]] = defaultdict(list)
    for e in edges:
        g[e[0]].append(e[1])
    return g


def bfs(g: Dict[str, List[str]], start: str) -> List[str]:
    seen, out = {start}, []
    q: Deque[str] = deque([start])
    while q:
        n = q.popleft()
        out.append(n)
        for m in g.get(n, []):
            if m not in seen:
                seen.add(m)
                q.append(m)
    return out


class Lru:
    def __init__(self, n: int) -> None:
        self.n = n
        self.data: "OrderedDict[str, int]" = OrderedDict()

    def get(self, k: str) -> int:
        if k not in self.data:
            return -1
        self.data.move_to_end(k)
        return self.data[k]

    def put(self, k: str, v: int) -> None:
        self.data[k] = v
        if len(self.data) > self.n:
            self.data.popitem(last=False)


class Upper(UserDict):  # type: ignore
    def __setitem__(self, k: str, v: int) -> None:
        super().__setitem__(k.upper(), v)


def main() -> None:
    g = graph(["ab", "ac", "bd", "cd", "de"])
    print(dict(g), bfs(g, "a"), g["zz"], "zz" in g)
    c = Counter("mississippi")
    print(c.most_common(2), c["z"], c + Counter("ms"), sum(c.values()), c - Counter("ssss"), sorted(c.elements())[:3])
    lru = Lru(2)
    lru.put("a", 1)
    lru.put("b", 2)
    print(lru.get("a"), lru.put("c", 3), lru.get("b"), list(lru.data))
    d = deque([1, 2, 3], maxlen=3)
    d.append(4)
    d.appendleft(0)
    d.rotate(1)
    print(d, d[0], d[-1], len(d), 2 in d, list(reversed(d)), d.pop(), d.popleft())
    p = Pt(1)
    print(p, p.x, p[1], p._replace(y=5), p._asdict(), Pt._fields, p == (1, 0), Pt(*[3, 4]), hash(p) == hash((1, 0)))
    x, y = p
    print(x, y, ChainMap({"a": 1}, {"a": 2, "b": 3})["b"], Upper(a=1), defaultdict(int, {"k": 1})["n"])
    dd: DefaultDict[str, DefaultDict[str, int]] = defaultdict(lambda: defaultdict(int))
    dd["a"]["b"] += 1
    dd["a"]["b"] += 1
    print(dd["a"]["b"], {k: dict(v) for k, v in dd.items()})
    try:
        deque().popleft()
    except IndexError as e:
        print(e)


if __name__ == "__main__":
    main()
