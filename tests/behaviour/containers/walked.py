"""Loops over dicts, their views and sets, whatever these turn out to be and whatever happens to them meanwhile."""
from collections import Counter, OrderedDict, defaultdict
from typing import Any, DefaultDict, Dict, FrozenSet, Iterator, KeysView, List, Set, Tuple


class Told:
    def __init__(self, name: str) -> None:
        self.name = name

    def __del__(self) -> None:
        print("gone", self.name)


class Backwards(Dict[int, int]):
    """Walks in another way than a dict."""

    def __iter__(self) -> Iterator[int]:
        return iter(sorted(super().keys(), reverse=True))

    def values(self) -> Any:
        return [-1, -2]


class Plain(Dict[int, int]):
    """Adds nothing; but an instance may have attributes."""


class Doubled(Set[int]):
    def __iter__(self) -> Iterator[int]:
        for item in sorted(set.__iter__(self)):
            yield item
            yield item


class Same(Set[int]):
    pass


def walks(d: Dict[int, int]) -> Tuple[List[int], List[int], List[int], List[Tuple[int, int]]]:
    a: List[int] = []
    b: List[int] = []
    c: List[int] = []
    e: List[Tuple[int, int]] = []
    for k in d:
        a.append(k)
    for k in d.keys():
        b.append(k + 1)
    for v in d.values():
        c.append(v * 2)
    for k, v in d.items():
        e.append((v, k))
    return a, b, c, e


def comprehensions(d: Dict[int, int], s: Set[int]) -> object:
    return (
        [k + 1 for k in d], [v for v in d.values() if v > 1], {k: v for v, k in d.items()}, sum(k for k in d), any(v > 5 for v in d.values()),
        max(v for v in d.values()), sorted(x * 2 for x in s), sum(x for x in s), all(x < 100 for x in s), sorted({x % 3 for x in s}),
    )


def combined(d: Dict[int, int], s: FrozenSet[int]) -> None:
    for i, k in enumerate(d):
        print(i, k, end="; ")
    for i, x in enumerate(s, 1):
        print(i, x, end="; ")
    for k, v, x in zip(d, d.values(), s):
        print(k, v, x, end="; ")
    for n, (i, (k, v)) in zip(d.keys(), enumerate(d.items())):
        print(n, i, k, v, end="; ")
    print([a + b for a, b in zip(d.keys(), s)], list(map(lambda a, b: a * b, d, d.values())), [x for x in filter(None, s)])


def set_walk(s: Set[int]) -> List[int]:
    out = []
    for x in s:
        out.append(x)
    return out


def floats(d: Dict[float, float], s: Set[float]) -> float:
    total = 0.0
    for k in d:
        total += k
    for v in d.values():
        total += v * 2.0
    for k, v in d.items():
        total -= k * v
    for x in s:
        total += x
    return total


def texts(d: Dict[str, str], s: Set[str]) -> str:
    out = ""
    for k in d:
        out += k
    for v in d.values():
        out += v.upper()
    for k, v in d.items():
        out += v + k
    for x in s:
        out += x
    return out


def counted(words: List[str]) -> None:
    c = Counter(words)
    for w in c:
        print(w, c[w], end=" ")
    for w, n in c.items():
        print(w, n + 1, end=" ")
    print(sum(c.values()), [n for n in c.values()])
    groups: DefaultDict[int, List[str]] = defaultdict(list)
    for w in words:
        groups[len(w)].append(w)
    for n in groups:
        print(n, groups[n], end=" ")
    for n, ws in groups.items():
        print(n, ws, end=" ")
    for ws in groups.values():
        print(ws, end=" ")
    print()
    ordered: "OrderedDict[str, int]" = OrderedDict((w, len(w)) for w in words)
    ordered.move_to_end(words[0])
    for w in ordered:
        print(w, end=" ")
    print([w for w in ordered.keys()], [n for n in ordered.values()], [(w, n) for w, n in ordered.items()])


def changed(d: Dict[int, int], s: Set[int], how: int) -> None:
    seen = []
    try:
        if how == 0:
            for k in d:
                seen.append(k)
                d[k + 100] = 1
        elif how == 1:
            for v in d.values():
                seen.append(v)
                d.clear()
        elif how == 2:
            for k in d.keys():
                seen.append(k)
                del d[k]
                d[k + 50] = k
        elif how == 3:
            for x in s:
                seen.append(x)
                s.add(x + 1000)
        elif how == 4:
            for x in s:
                seen.append(x)
                s.clear()
        elif how == 5:
            for x in s:
                seen.append(x)
                s.discard(x)
                s.add(x)
        elif how == 6:
            for k, v in d.items():
                seen.append(v)
                d[k] = v + 1
        elif how == 7:
            for k in d:
                seen.append(k)
                d.pop(next(iter(d)))
        else:
            for i, x in enumerate(s):
                seen.append(x)
                s.remove(x)
    except RuntimeError as e:
        print(how, seen, type(e).__name__, e)
    else:
        print(how, seen, sorted(d.items()), sorted(s))


def holes(n: int) -> None:
    d = {i: i * i for i in range(n)}
    s = set(range(n))
    for i in range(0, n, 2):
        del d[i]
        s.discard(i)
    print(walks(d), sorted(set_walk(s)))
    for i in range(n):
        d.pop(i, 0)
        s.discard(i)
    print(walks(d), set_walk(s))


def attributes(o: Any) -> None:
    o.x = 1
    o.y = 2
    d: Dict[str, int] = o.__dict__
    print([k for k in d], [v for v in d.values()], [(k, v) for k, v in d.items()])
    o.z = 3
    del o.x
    print([k for k in d], [v for v in d.values()], [(k, v) for k, v in d.items()])


def left(n: int) -> None:
    for told in {str(i): Told(str(i)) for i in range(n)}.values():
        if told.name == "0":
            print("leaves")
            break
    print("left")
    for k in {str(i): Told(str(i)) for i in range(n)}:
        if k == "1":
            print("leaves")
            break
    print("left")
    for told in {Told("only")}:
        print("within")
        break
    print("behind")


def yielded(d: Dict[int, int], s: Set[int]) -> Iterator[int]:
    for k in d:
        yield k
    for v in d.values():
        yield v
    for k, v in d.items():
        yield k * v
    for x in s:
        yield x


def nested(d: Dict[int, Dict[int, Set[int]]]) -> int:
    total = 0
    for k, inner in d.items():
        for j in inner:
            for x in inner[j]:
                if x == 3:
                    continue
                total += k * j + x
                if total > 1000:
                    break
            else:
                total += 1
    return total


def view(keys: KeysView[int]) -> List[int]:
    return [k for k in keys]


def odd(d: Any, s: Any) -> None:
    """What the types claim is not what is there."""
    claimed: Dict[int, float] = d
    items: Set[int] = s
    for k in claimed:
        print(k, end=" ")
    for v in claimed.values():
        print(v, end=" ")
    for k, v in claimed.items():
        print(k, v, end=" ")
    for x in items:
        print(x, end=" ")
    print()


def main() -> None:
    d = {1: 10, 2**70: 2**71, -5: 0}
    print(walks(d), walks({}))
    print(walks(Backwards({1: 2, 3: 4})))
    plain = Plain({5: 6, 7: 8})
    print(walks(plain))
    plain.values = lambda: [99]  # type: ignore
    print(walks(plain))
    print(walks(defaultdict(int, {1: 2})), walks(Counter({3: 4})), walks(OrderedDict([(5, 6), (1, 2)])))
    print(comprehensions({1: 2, 3: 9}, {5, 6, 7}))
    combined({1: 2, 3: 9}, frozenset([4, 5]))
    print(sorted(set_walk({3, 2**65, -1})), set_walk(set()), set_walk(Doubled([2, 1])), sorted(set_walk(Same([2, 1]))))
    print(floats({1.5: 2.5, 0.25: -1.0}, {0.5}), texts({"a": "b", "c": "d"}, {"x"}))
    counted(["one", "two", "three", "one", "three", "six"])
    for how in range(9):
        changed({1: 5, 2: 6, 3: 7}, {1, 2, 3}, how)
    holes(9)
    attributes(type("Point", (), {})())
    left(1)
    left(3)
    print(list(yielded({1: 2, 3: 4}, {9})))
    print(nested({1: {2: {3, 4}, 5: {600}}, 7: {8: {3}}}), view({4: 5}.keys()))
    odd({"a": "b", None: 1}, {"q"})
    odd(defaultdict(list, {1.5: [2]}), {(1, 2)})


if __name__ == "__main__":
    main()
