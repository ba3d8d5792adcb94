"""The target of an augmented assignment is evaluated once, in Python's order."""
from typing import Any, Dict, List

log: List[str] = []


class Obj:
    def __init__(self) -> None:
        self.n = 1
        self.items: Dict[str, int] = {"a": 1}

    def __getitem__(self, k: str) -> int:
        log.append("get " + k)
        return self.items[k]

    def __setitem__(self, k: str, v: int) -> None:
        log.append("set " + k)
        self.items[k] = v


def obj(o: Obj) -> Obj:
    log.append("obj")
    return o


def key(k: Any) -> Any:
    log.append(f"key {k}")
    return k


def val(v: int) -> int:
    log.append(f"val {v}")
    return v


def locals_only(n: int) -> int:
    n += 1
    n -= 2
    n *= 3
    n //= 2
    n %= 100
    n **= 2
    n <<= 1
    n >>= 2
    n |= 1
    n &= 0xFF
    n ^= 3
    return n


def floats(x: float) -> float:
    x += 1
    x *= 2
    x /= 4
    x -= 0.5
    x **= 2
    x //= 0.1
    x %= 7
    return x


counter = 0


def bump_global() -> int:
    global counter
    counter += 5
    return counter


def main() -> None:
    global counter
    counter = 0
    o = Obj()
    obj(o)[key("a")] += val(5)
    print(log, o.items)
    log.clear()
    obj(o).n += val(2)
    print(log, o.n)
    log.clear()
    xs = [1, 2, 3]
    xs[key(1)] *= val(10)
    print(log, xs)
    log.clear()
    d: Dict[str, List[int]] = {"k": [1]}
    d[key("k")] += [val(2)]
    print(log, d)
    log.clear()
    m = [[0, 0], [0, 0]]
    for i in range(2):
        for j in range(2):
            m[i][j] += i * 2 + j
            m[i][j] <<= 1
    print(m, locals_only(50), floats(3), bump_global(), bump_global())
    s = "a"
    s += "b"
    s *= 3
    t = (1,)
    t += (2,)
    b = True
    b &= False
    b |= True
    b ^= True
    print(s, t, b)
    try:
        o[key("zz")] += val(1)
    except KeyError as e:
        print(log, e)
    log.clear()
    try:
        xs[10] += val(1)
    except IndexError as e:
        print(log, e)
    log.clear()
    try:
        xs[0] += "s"  # type: ignore
    except TypeError as e:
        print(e, xs)
    a = b2 = [1]
    a += [2]
    a = a + [3]
    print(a, b2)


if __name__ == "__main__":
    main()
