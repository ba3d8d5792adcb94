from typing import Any, Dict, List

gone = 1


class Box:
    def __init__(self) -> None:
        self.a = 1
        self.items = {"x": 1, "y": 2}

    def __delitem__(self, k: str) -> None:
        del self.items[k]


def local() -> str:
    x = 1
    y = 2
    del x, y
    try:
        return str(x)
    except UnboundLocalError as e:
        return str(e)


def again() -> int:
    x = 1
    del x
    x = 2
    return x


def in_loop(n: int) -> List[int]:
    out = []
    for i in range(n):
        t = i * 2
        out.append(t)
        del t
    return out


def tuple_targets() -> str:
    a, b, c = 1, [1, 2, 3], {"k": 1}
    del (a, b[0]), [c["k"]]
    return f"{b} {c}"


def main() -> None:
    global gone
    gone = 1
    del gone
    try:
        print(gone)
    except NameError as e:
        print(e)
    gone = 2
    print(local(), again(), in_loop(3), tuple_targets())
    b: Any = Box()
    del b["x"]
    print(b.items)
    del b.a
    for f in (lambda: b.a, lambda: b.__delitem__("zz")):
        try:
            f()
        except (AttributeError, KeyError) as e:
            print(type(e).__name__, e)
    try:
        del b.nope
    except AttributeError as e:
        print(e)
    xs = [0, 1, 2, 3, 4, 5]
    del xs[0], xs[-1], xs[1:3]
    print(xs)
    d: Dict[Any, int] = {1: 1, "a": 2}
    del d[1]
    try:
        del d[1]
    except KeyError as e:
        print("KeyError", e)
    try:
        del xs[10]
    except IndexError as e:
        print(e)
    try:
        del (1, 2)[0]  # type: ignore
    except TypeError as e:
        print(e)
    try:
        del undefined_thing  # type: ignore  # noqa
    except NameError as e:
        print(e)


if __name__ == "__main__":
    main()
