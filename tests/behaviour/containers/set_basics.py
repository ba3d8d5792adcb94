from typing import FrozenSet, List, Set


def unique(xs: List[int]) -> int:
    seen: Set[int] = set()
    for x in xs:
        seen.add(x)
    return len(seen)


def first_repeat(xs: List[str]) -> str:
    seen: Set[str] = set()
    for x in xs:
        if x in seen:
            return x
        seen.add(x)
    return ""


def reach(start: int, n: int) -> Set[int]:
    todo, done = [start], set()
    while todo:
        x = todo.pop()
        if x in done or x >= n:
            continue
        done.add(x)
        todo += [x * 2, x + 3]
    return done


def main() -> None:
    print(unique([1, 2, 1]), first_repeat(["a", "b", "a"]), sorted(reach(1, 20)))
    a, b = {1, 2, 3}, {2, 3, 4}
    print(a | b, a & b, a - b, a ^ b, a <= b, {2} < a, a >= {1}, a == {3, 2, 1}, a != b, a.isdisjoint({9}), a.issubset(range(9)), a.issuperset([1]))
    print(a.union([7], (8,)), a.intersection("x", [1]), a.difference([1], [2]), a.symmetric_difference([1, 9]), set(), {*a, *b}, set("hello") == set("ehlo"), len({1, 1.0, True}))
    a.add(10)
    a.discard(10)
    a.discard(99)
    a.remove(1)
    print(a, 1 in a, 2 in a, a.pop() in (2, 3), len(a))
    a.update([5], {6})
    a |= {7}
    a &= {5, 6, 7}
    a -= {5}
    a ^= {6, 8}
    print(sorted(a), a.copy() is a, bool(set()), not {1}, sorted({x % 3 for x in range(10)}), {c for c in "aab"} == {"a", "b"})
    f: FrozenSet[int] = frozenset([1, 2])
    print(f, f | {3}, {3} | f, hash(f) == hash(frozenset([2, 1])), {f: 1}[frozenset({1, 2})], f in {f}, {1, 2} == f, type(f & {1}).__name__, frozenset() or "e")
    for g in (lambda: a.remove(999), lambda: set().pop(), lambda: {[]}, lambda: a.add({}), lambda: a | [1], lambda: set(5), lambda: hash(a), lambda: f.add(1), lambda: a < [1], lambda: a[0]):  # type: ignore
        try:
            print(g())
        except (KeyError, TypeError, AttributeError) as e:
            print(type(e).__name__, e)
    print({1} in [{1}], {1} in [frozenset({1})], min({3, 1}), sum({1, 2}), sorted({"b", "a"}), list(map(str, {5})), {None}, {(1, 2)}, repr(set()), repr({1}), [x for x in {42}])


if __name__ == "__main__":
    main()
