# Starred items of displays: tuples, subclasses of tuple, and whatever else can be iterated.
import copy
from typing import Any, Final, List, NamedTuple, Set, Tuple


class Pair(NamedTuple):
    first: str
    second: str


class Words(tuple):
    extra: str = ""


NAMES: Final = ("ab", "cd")
ALL: Final = {"x", *NAMES, *("ef",)}


def as_set(values: Any) -> Set[Any]:
    return {"first", *values}


def as_list(values: Any) -> List[Any]:
    return ["first", *values]


def as_tuple(values: Any) -> Tuple[Any, ...]:
    return ("first", *values, "last")


def typed(values: Tuple[str, ...], pair: Pair) -> List[str]:
    return sorted({*values, *pair, *NAMES})


def main() -> None:
    print(sorted(ALL))
    words = Words(("in", "words"))
    words.extra = "kept"
    for values in ((), ("ab",), ("ab", "cd"), (("nested", "tuple"),), ["ab"], {"k": 1}, "ab", Pair("a1", "b2"), words, iter(("it",)), range(2)):
        kind = type(values).__name__
        if kind.endswith("iterator"):
            print(kind, as_list(values))
        else:
            print(kind, sorted(as_set(values), key=str), as_list(values), as_tuple(values))
    print(typed(("one", "two"), Pair("three", "four")))
    for wrong in (5, None):
        for make in (as_set, as_list, as_tuple):
            try:
                make(wrong)
            except TypeError as e:
                print(e)
    try:
        as_set((["unhashable"],))
    except TypeError as e:
        print(e)
    again = copy.copy(words)
    print(again, again.extra, type(again) is Words, copy.deepcopy(Pair("p", "q")))


if __name__ == "__main__":
    main()
