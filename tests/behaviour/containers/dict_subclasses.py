"""Subclasses of dict, list and set where the builtin is claimed or nothing is: what they override, what they lack, and what hides their methods."""
from collections import Counter, OrderedDict, defaultdict
from typing import Any, Callable, Dict, List, Set


class Loud(dict):  # type: ignore[type-arg]
    def __getitem__(self, key: Any) -> Any:
        print("get", key)
        return super().__getitem__(key)

    def __setitem__(self, key: Any, value: Any) -> None:
        print("set", key, value)
        super().__setitem__(key, value)

    def __contains__(self, key: object) -> bool:
        print("has", key)
        return super().__contains__(key)

    def get(self, key: Any, default: Any = None) -> Any:
        print("asked", key, default)
        return super().get(key, default)


class Missing(dict):  # type: ignore[type-arg]
    def __missing__(self, key: Any) -> Any:
        return ("missing", key)


class Deleting(dict):  # type: ignore[type-arg]
    def __delitem__(self, key: Any) -> None:
        print("del", key)
        super().__delitem__(key)


class Plain(dict):  # type: ignore[type-arg]
    pass


class Items(list):  # type: ignore[type-arg]
    def append(self, item: Any) -> None:
        print("append", item)
        super().append(item)


class Members(set):  # type: ignore[type-arg]
    def add(self, item: Any) -> None:
        print("add", item)
        super().add(item)


def untold(d: Any, key: Any) -> None:
    print(type(d).__name__, key in d, end=" ")
    try:
        print(d[key], end=" ")
    except KeyError as e:
        print("KeyError", e, end=" ")
    d[key] = 1
    d[key] = "two"
    d[key] += "!"
    print(d[key], key in d, len(d), list(d)[-1])


def claimed(d: Dict[Any, Any], key: Any) -> None:
    print(type(d).__name__, d.get(key), d.get(key, "none"), d.setdefault(key, "given"), d.get(key), key in d)
    d[key] = 5
    print(d[key])


def kinds() -> List[Any]:
    return [{}, defaultdict(list), Counter(), OrderedDict(), Loud(), Missing(), Deleting(), Plain()]


def hidden() -> None:
    for d in (OrderedDict(), Plain(), defaultdict(int)):
        anything: Any = d
        claimed(d, 1)
        try:
            anything.get = lambda *a: ("own", a)
        except AttributeError as e:
            print(e)
        claimed(d, 2)
        try:
            del anything.get
        except AttributeError as e:
            print(e)
        claimed(d, 3)
    Plain.get = lambda self, *a: ("class", a)  # type: ignore[method-assign,assignment]
    claimed(Plain(), 4)
    del Plain.get
    claimed(Plain(), 5)


def ordered() -> None:
    d: Any = OrderedDict((i, i) for i in range(4))
    d[2] = "again"
    d.move_to_end(0)
    d[9] = 9
    print(list(d.items()), list(reversed(d)), d.popitem(last=False), 2 in d, 7 in d)
    other: OrderedDict[str, int] = OrderedDict()
    for word in "one two three two one".split():
        if word in other:
            other[word] += 1
            other.move_to_end(word)
        else:
            other[word] = 1
    print(other, other.get("two"), other.get("four", 0))


def sequences() -> None:
    def fill(xs: List[Any], more: Set[Any]) -> None:
        xs.append(1)
        xs.insert(0, 2)
        xs.extend((3, 1, 4))
        more.add(1)
        more.add(1)
        more.discard(2)
        more.discard({1})
        print(xs, xs.index(3), xs.count(9), xs.pop(), xs.pop(0), xs, more)
        xs.reverse()
        copied = xs.copy()
        xs.remove(1)
        print(xs, copied, type(copied).__name__)
        xs.clear()

    for xs, more in (([], set()), (Items(), Members()), (Items([5]), Members([2]))):
        fill(xs, more)
        own: Any = Items([7])
        own.append = lambda item: print("own", item)
        fill(own, more)


def failing() -> None:
    calls: List[Callable[[], Any]] = [
        lambda: claimed(Plain(), []), lambda: claimed(OrderedDict(), {}), lambda: untold(Counter(), []), lambda: untold(Missing(), [])]
    for call in calls:
        try:
            call()
        except TypeError as e:
            print(type(e).__name__, e)


def strings() -> None:
    seen: Dict[str, int] = {}
    text = ""
    for i in range(60):
        text += "ab"[i % 2]
        if text in seen:
            text = text[1:]
        seen[text] = seen.get(text, 0) + 1
        if len(text) > 5:
            text = "\u00e9" if i % 3 else ""
    print(seen)


def main() -> None:
    for d in kinds():
        untold(d, 3)
        untold(d, "x")
        untold(d, (1, "t"))
    for d in kinds():
        claimed(d, "k")
        claimed(d, (2, 3))
    hidden()
    ordered()
    sequences()
    failing()
    strings()


main()
