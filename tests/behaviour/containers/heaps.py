"""heapq: the same comparisons as CPython makes, lists that change meanwhile, errors half-way, items of every kind."""
import heapq
import random
import sys
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush, heappushpop, heapreplace
from typing import Any, List, Tuple

log: List[str] = []


class Item:
    def __init__(self, key: int, name: str) -> None:
        self.key = key
        self.name = name

    def __lt__(self, other: "Item") -> bool:
        log.append(f"{self.name}<{other.name}")
        return self.key < other.key

    def __repr__(self) -> str:
        return f"{self.name}{self.key}"


class OnlyGreater:
    def __init__(self, key: int) -> None:
        self.key = key

    def __gt__(self, other: Any) -> Any:
        log.append(f"{self.key}>")
        return self.key > other.key


class Text(str):
    def __lt__(self, other: str) -> bool:
        log.append("text")
        return str.__gt__(self, other)


class Whole(int):
    def __lt__(self, other: int) -> bool:
        log.append("whole")
        return int.__gt__(self, other)

    def __eq__(self, other: object) -> bool:
        log.append("whole eq")
        return int.__eq__(self, other)

    def __hash__(self) -> int:
        return int.__hash__(self)


class Stack(List[int]):
    def append(self, item: int) -> None:
        print("never called", item)


@dataclass(order=True)
class Event:
    time: float
    name: str = field(compare=False)


class Truth:
    def __init__(self, value: bool) -> None:
        self.value = value

    def __bool__(self) -> bool:
        log.append("bool")
        if len(log) > 8:
            raise ValueError("no more")
        return self.value


class Vague:
    def __lt__(self, other: object) -> Truth:
        return Truth(len(log) % 2 == 0)


def shown(text: str) -> None:
    print(text, log)
    log.clear()


def drained(heap: List[Any]) -> List[Any]:
    out = []
    while heap:
        out.append(heappop(heap))
    return out


def numbers() -> None:
    heap: List[float] = []
    for x in [3.5, 1.0, 2.25, -0.0, 0.0, 1e300, -1e-300]:
        heapq.heappush(heap, x)
        print(heap)
    print(drained(heap))
    mixed: List[Any] = []
    for v in [3, 2.5, True, 2 ** 70, -2 ** 70, 10 ** 18, 1, 0, False, 2 ** 53 + 1, float(2 ** 53), 2 ** 31, 2 ** 30, 2 ** 29]:
        heappush(mixed, v)
    print(mixed)
    print(drained(mixed))
    nan = float("nan")
    odd = [2.0, nan, 1.0, nan, 0.5, float("inf"), float("-inf")]
    heapify(odd)
    print(odd, heappushpop(odd, nan), heapreplace(odd, -1.0), odd, drained(odd))


def tuples() -> None:
    nan = float("nan")
    heap: List[Tuple[Any, ...]] = []
    for t in [(1, "b"), (1, "a"), (0.5, "z"), (1,), (), (1, "a", None), (True, "c"), (nan, 1), (nan, 0), (2 ** 80, "x")]:
        heappush(heap, t)
    print(heap)
    print(drained(heap))
    pairs = [((x * 7 % 11, x * 5 % 13), x / 3) for x in range(40)]
    heapify(pairs)
    print(pairs)
    print(drained(pairs))
    same = [(nan, 2), (nan, 1), (nan, 3)]
    heapify(same)
    print(same)
    nested = [((((((3,),),),),), 1), ((((((2,),),),),), 2), ((((((2,),),),),), 1)]
    heapify(nested)
    print(nested)
    nones: List[Any] = [(1, None), (1, None), (0, None)]
    heapify(nones)
    print(nones)
    try:
        heappush(nones, (0, "text"))
    except TypeError as e:
        print(e, nones)
    try:
        heappush(nones, 3)
    except TypeError as e:
        print(e, nones)


def sequences() -> None:
    heap: List[Item] = []
    for i, key in enumerate([5, 3, 8, 1, 9, 2, 7, 1, 3]):
        heappush(heap, Item(key, chr(97 + i)))
        shown(str(heap))
    print(heappushpop(heap, Item(4, "x")))
    shown(str(heap))
    print(heapreplace(heap, Item(0, "y")))
    shown(str(heap))
    print(drained(heap))
    shown("popped")
    items = [(Item(k % 3, str(k)), k) for k in range(12)]
    try:
        heapify(items)
    except TypeError as e:
        print(e)
    shown("pairs")
    later = [(k % 2, Item(k, str(k))) for k in range(9)]
    heapify(later)
    shown(str(later))
    greater: List[Any] = [OnlyGreater(k) for k in (3, 1, 2)]
    heapify(greater)
    shown(str([g.key for g in greater]))
    texts: List[Any] = [Text("a"), "b", Text("c"), "d"]
    heapify(texts)
    shown(str(texts))
    wholes: List[Any] = [(Whole(1), 2), (1, 1), (Whole(3), 0), (2, 2)]
    heapify(wholes)
    shown(str(wholes))
    vague = [Vague() for _ in range(6)]
    try:
        heapify(vague)
    except ValueError as e:
        print(e, len(vague))
    shown("vague")
    events = [Event(float(t * 7 % 10), str(t)) for t in range(10)]
    heapify(events)
    print([e.name for e in drained(events)])


class Meddler:
    def __init__(self, heap: List[Any], what: str) -> None:
        self.heap = heap
        self.what = what

    def __lt__(self, other: Any) -> bool:
        if self.what == "clear":
            self.heap.clear()
        elif self.what == "append":
            self.heap.append(1)
        elif self.what == "swap":
            self.heap[:] = [Meddler(self.heap, "none") for _ in self.heap]
        elif self.what == "raise":
            raise KeyError("compared")
        return True


def meddled() -> None:
    for what in ("clear", "append", "swap", "raise", "none"):
        for action in (heappush, heappushpop, heapreplace):
            heap: List[Any] = []
            heap += [Meddler(heap, what) for _ in range(5)]
            try:
                result = action(heap, Meddler(heap, what))
                print(what, action.__name__, type(result).__name__, len(heap))
            except (RuntimeError, IndexError, KeyError) as e:
                print(what, action.__name__, type(e).__name__, e, len(heap))
            heap.clear()
        for single in (heappop, heapify):
            heap = []
            heap += [Meddler(heap, what) for _ in range(5)]
            try:
                result = single(heap)
                print(what, single.__name__, type(result).__name__, len(heap))
            except (RuntimeError, IndexError, KeyError) as e:
                print(what, single.__name__, type(e).__name__, e, len(heap))
            heap.clear()


def wrong() -> None:
    anything: Any = heapq
    calls: List[Any] = [
        lambda: heappop([]),
        lambda: heapreplace([], 1),
        lambda: heappushpop([], 1),
        lambda: heapify([]),
        lambda: anything.heappush([]),
        lambda: anything.heappush([], 1, 2),
        lambda: anything.heappop(),
        lambda: anything.heappop((1, 2)),
        lambda: anything.heappush((1, 2), 3),
        lambda: anything.heapify({1}),
        lambda: anything.heappush(heap=[], item=1),
        lambda: anything.heappushed([], 1),
        lambda: heappush([1], "a"),  # type: ignore[misc]
        lambda: heapify([1, None, "b"]),  # type: ignore[list-item]
    ]
    for call in calls:
        try:
            print(call())
        except (TypeError, IndexError, AttributeError) as e:
            print(type(e).__name__, e)
    stack = Stack([5, 4, 3, 2, 1])
    heapify(stack)
    heappush(stack, 0)
    print(stack, heappop(stack), type(stack).__name__)


def traced() -> None:
    def failing(heap: List[Any]) -> None:
        heapq.heappush(heap, None)

    try:
        failing([1])
    except TypeError as e:
        tb = e.__traceback__
        while tb is not None:
            print(tb.tb_frame.f_code.co_name, tb.tb_lineno)
            tb = tb.tb_next


def replaced() -> None:
    original = heapq.heappush
    heap: List[int] = [1]

    def mine(h: List[int], x: int) -> None:
        print("mine", x)
        original(h, -x)

    for i in range(3):
        if i == 1:
            heapq.heappush = mine  # type: ignore[assignment]
        if i == 2:
            heapq.heappush = original
        heapq.heappush(heap, i)
    print(heap)
    push = heapq.heappush
    for i in (9, 8, 7):
        push(heap, -i)
    print(heap, heapq.nsmallest(2, heap), heapq.nlargest(2, heap), list(heapq.merge([1, 4], [2, 3])))


def large() -> None:
    rng = random.Random(3)
    heap = [(rng.randrange(500), rng.random()) for _ in range(6000)]
    copy = list(heap)
    heapify(heap)
    print(heap[:5], drained(heap) == sorted(copy))
    logged = [Item(rng.randrange(100), str(i)) for i in range(2600)]
    heapify(logged)
    print(len(log), hash(tuple(i.key for i in logged)) == hash(tuple(i.key for i in logged)), [i.key for i in logged[:20]])
    log.clear()


def references() -> None:
    item = object()
    before = sys.getrefcount(item)
    heap: List[Any] = []
    for i in range(50):
        heappush(heap, (i % 7, i, item))
    for i in range(10):
        heapreplace(heap, (i, 100 + i, item))
        heappushpop(heap, (i, 200 + i, item))
    heapify(heap)
    drained(heap)
    print(sys.getrefcount(item) - before, len(heap))


def compared() -> None:
    nan = float("nan")
    values: List[Any] = [(1, 2), (1, 2.0), (1,), (), (nan,), (nan, 1), ("a", 1), ("b",), ((1, 2), 3), ((1, 2), 4.5), "a", "ab", "", (None, 1), (None, 2)]
    for a in values:
        for b in values:
            row = [a == b, a != b]
            try:
                row += [a < b, a <= b, a > b, a >= b]
            except TypeError as e:
                print(e)
            print(row, end=" ")
        print()


def main() -> None:
    numbers()
    tuples()
    sequences()
    meddled()
    wrong()
    traced()
    replaced()
    large()
    references()
    compared()


main()
