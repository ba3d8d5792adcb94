"""Calls of what is written in C: methods hidden by attributes, replaced and deleted names, wrong numbers of arguments, deep recursion."""
import collections
import io
import math
import random
import re
import sys
import types
from collections import Counter, OrderedDict, defaultdict, deque
from typing import Any, Callable, List


class Quiet(OrderedDict):  # type: ignore[type-arg]
    def move_to_end(self, key: Any, last: bool = True) -> None:
        print("moved", key, last)
        super().move_to_end(key, last)


class Borrowed:
    append = list.append
    popleft = deque.popleft

    def __init__(self) -> None:
        self.items: List[int] = []


class Deque(deque):  # type: ignore[type-arg]
    pass


def move(d: Any, key: Any) -> Any:
    return d.move_to_end(key)


def take(q: Any) -> Any:
    return q.popleft()


def add(q: Any, x: Any) -> Any:
    return q.append(x)


def tried(call: Callable[[], Any]) -> None:
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)


def hidden() -> None:
    plain: Any = OrderedDict([(1, 2), (3, 4)])
    for i in range(4):
        if i == 2:
            plain.move_to_end = lambda key: ("own", key)
        if i == 3:
            del plain.move_to_end
        print(move(plain, 1), list(plain))
    other: Any = OrderedDict([(1, 2)])
    other.note = 5
    print(move(other, 1), vars(other))
    print(move(Quiet([(1, 2)]), 1))
    tried(lambda: move(plain, 99))
    tried(lambda: move({}, 1))
    for q in (deque([1, 2, 3]), Deque([4, 5]), deque([6]), Deque([7])):
        print(take(q), add(q, 8), list(q))
    own: Any = Deque([1])
    own.popleft = lambda: "own"
    print(take(own), list(own))
    Deque.popleft = lambda self: "class"  # type: ignore[method-assign]
    print(take(own), take(Deque([1])))
    del own.popleft
    print(take(own))
    del Deque.popleft
    print(take(own))
    tried(lambda: take(deque()))
    tried(lambda: add(Borrowed(), 1))
    tried(lambda: take(Borrowed()))


def counts() -> None:
    q: Any = deque([1, 2])
    text: Any = "a b"
    s: Any = io.StringIO()
    r: Any = random.Random(5)
    m: Any = re.match(r"(a)(b)?", "ac")
    calls: List[Callable[[], Any]] = [
        lambda: q.popleft(1), lambda: q.append(), lambda: q.append(1, 2), lambda: q.rotate(1, 2), lambda: q.append(x=1), lambda: text.split(None, 1, 2),
        lambda: text.split(sep="b"), lambda: text.join(), lambda: text.join(5), lambda: text.replace("a"), lambda: text.title(1), lambda: s.write(5),
        lambda: s.write("five"), lambda: s.getvalue(), lambda: r.random(1), lambda: round(r.random(), 6), lambda: m.group(), lambda: m.group(1, 2),
        lambda: m.group("x"), lambda: m.groups(), lambda: m.span(1), lambda: m.start(9), lambda: math.floor(), lambda: math.floor(2.5), lambda: math.gcd(12, 18, 27),
        lambda: math.gcd(), lambda: math.floor("x"), lambda: sum(), lambda: sum([1, 2], 3), lambda: sum([1], start=4), lambda: hash(), lambda: hash([]),
        lambda: repr(), lambda: repr(1, 2), lambda: divmod(7), lambda: divmod(7, 2), lambda: Counter("abca").most_common(1), lambda: [].append(1, 2),
        lambda: dict.fromkeys(), lambda: dict.fromkeys("ab", 0), lambda: list.append([], 1), lambda: list.append({}, 1), lambda: str.upper("x"),
        lambda: str.upper(1), lambda: str.upper(), lambda: deque.popleft(deque([4])), lambda: int.from_bytes(b"ab", "big"),
    ]
    for call in calls:
        tried(call)


def modules() -> None:
    kept = math.floor
    for i in range(5):
        if i == 1:
            math.floor = lambda x: ("mine", x)  # type: ignore[assignment]
        if i == 2:
            del math.floor
        if i == 3:
            math.__getattr__ = lambda name: (lambda x: (name, x))  # type: ignore[attr-defined]
        if i == 4:
            del math.__getattr__  # type: ignore[attr-defined]
            math.floor = kept
        tried(lambda: math.floor(i + 0.5))
        try:
            print(math.floor(i + 0.25))
        except AttributeError as e:
            print(e)
    made: Any = types.ModuleType("made")
    tried(lambda: made.anything(1))
    made.anything = len
    for value in ([1], "abc", 5):
        tried(lambda: made.anything(value))
    made.anything = lambda *a: a
    tried(lambda: made.anything(1, len("ab")))
    made.anything = print
    made.anything("printed", len("ab"))
    made.anything = deque
    print(made.anything([len("ab")]))
    made.anything = str.upper
    print(made.anything("ab"), made.anything("ab"[:1]))
    tried(lambda: made.__class__(5))
    print(made.__repr__())
    made.__dict__["__repr__"] = 5
    tried(lambda: made.__repr__())
    for module in (math, made, collections, math):
        tried(lambda: module.floor(len("ab") + 0.5))  # type: ignore[attr-defined]


class Endless:
    def __eq__(self, other: object) -> bool:
        return [Endless()].index(self) == 0

    def __repr__(self) -> str:
        return "{}".format([self].copy()[0])

    def __hash__(self) -> int:
        return hash((self,))


def recursion() -> None:
    one: Any = Endless()
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(300)
    for call in (lambda: one == 1, lambda: repr(one), lambda: hash(one)):
        try:
            call()
        except RecursionError as e:
            print(type(e).__name__)
    sys.setrecursionlimit(limit)


class Going:
    def __init__(self, owner: Any) -> None:
        self.owner = owner

    def __del__(self) -> None:
        self.owner.clear()
        print("gone")


def releases() -> None:
    q: Any = deque()
    q.append(Going(q))
    q.append(2)
    q[0] = 1
    print(q)
    d: Any = defaultdict(list)
    for i in range(6):
        d[i % 2].append(i)
    print(dict(d))

    class Local(deque):  # type: ignore[type-arg]
        def __lt__(self, other: Any) -> bool:
            del Local.extra  # type: ignore[attr-defined]
            return True

    Local.extra = deque.append  # type: ignore[attr-defined]
    local: Any = Local()
    local.extra(4)
    print(local)


def main() -> None:
    hidden()
    counts()
    modules()
    recursion()
    releases()


main()
