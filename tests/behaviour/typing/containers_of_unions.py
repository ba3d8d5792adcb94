from typing import Any, Dict, Iterable, List, Mapping, Optional, Sequence, Set, Tuple, Union

Value = Union[int, float, str, None]


def total(xs: Sequence[Union[int, float]]) -> float:
    t = 0.0
    for x in xs:
        t += x
    return t


def counts(xs: Iterable[Value]) -> Dict[str, int]:
    out: Dict[str, int] = {}
    for x in xs:
        k = type(x).__name__
        out[k] = out.get(k, 0) + 1
    return out


def best(scores: Mapping[str, Optional[float]]) -> Optional[str]:
    name: Optional[str] = None
    top = -1.0
    for k, v in scores.items():
        if v is not None and v > top:
            name, top = k, v
    return name


def rows(table: List[Dict[str, Value]]) -> List[List[Value]]:
    keys = sorted({k for r in table for k in r})
    return [[r.get(k) for k in keys] for r in table]


def nested(d: Dict[str, Dict[str, List[Tuple[int, str]]]]) -> List[str]:
    return [f"{a}.{b}.{n}{s}" for a, inner in d.items() for b, ps in inner.items() for n, s in ps]


def update(d: Dict[str, Any], path: str, v: Any) -> Dict[str, Any]:
    cur = d
    *parts, last = path.split(".")
    for p in parts:
        cur = cur.setdefault(p, {})
    cur[last] = v
    return d


def inferred() -> List[Any]:
    a = []
    b = {}
    c = set()
    d = None
    for i in range(3):
        a.append(i)
        b[i] = str(i)
        c.add(i % 2)
        d = i
    e = [None] * 2
    e[0] = 5  # type: ignore
    f = [] if a else {}
    g = {"x": 1, "y": 2.5, "z": "s"}
    h = [1, "two", 3.0, None]
    return [a, b, c, d, e, f, g, h]


def matrix(n: int) -> List[List[float]]:
    m = [[0.0] * n for _ in range(n)]
    for i in range(n):
        m[i][i] = 1
    return m


def unique(xs: Sequence[int]) -> Set[int]:
    return {*xs}


def main() -> None:
    print(total([1, 2.5]), total((1, 2)), total(range(4)), counts([1, "a", None, 2.5, True, 3]), best({"a": 1, "b": None, "c": 2.5}), best({}))
    print(rows([{"a": 1, "b": "x"}, {"b": None, "c": 2.5}]), nested({"p": {"q": [(1, "a"), (2, "b")]}}), update({}, "a.b.c", 5), update({"a": {"k": 1}}, "a.z", [1]))
    print(*inferred(), sep="\n")
    print(matrix(2), unique([1, 1, 2]), unique(range(3)))


if __name__ == "__main__":
    main()
