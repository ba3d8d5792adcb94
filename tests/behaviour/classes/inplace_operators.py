from typing import List


class Acc:
    def __init__(self, v: int) -> None:
        self.v = v
        self.ops: List[str] = []

    def __iadd__(self, o: int) -> "Acc":
        self.ops.append("iadd")
        self.v += o
        return self

    def __isub__(self, o: int) -> "Acc":
        self.ops.append("isub")
        self.v -= o
        return self

    def __imul__(self, o: int) -> "Acc":
        return Acc(self.v * o)

    def __ior__(self, o: int) -> int:  # type: ignore
        return self.v | o


class OnlyAdd:
    def __init__(self, v: int) -> None:
        self.v = v

    def __add__(self, o: int) -> "OnlyAdd":
        return OnlyAdd(self.v + o)


class Holder:
    def __init__(self) -> None:
        self.n = 1
        self.s = "a"
        self.xs = [1]
        self.acc = Acc(5)


def main() -> None:
    a = Acc(1)
    b = a
    a += 5
    a -= 2
    print(a is b, a.v, b.ops)
    a *= 3
    print(a is b, a.v, b.v)
    a |= 3  # type: ignore
    print(a)
    o = OnlyAdd(1)
    p = o
    o += 4
    print(o.v, p.v, o is p)
    h = Holder()
    h.n += 2
    h.n <<= 3
    h.s += "b"
    h.xs += [2]
    h.acc += 1
    print(h.n, h.s, h.xs, h.acc.v)
    xs = [1, 2, 3]
    ys = xs
    xs += (4,)
    xs *= 2
    print(ys, xs is ys)
    xs = xs + [9]
    print(len(ys), xs is ys)
    d = {"k": [1]}
    d["k"] += [2]
    print(d)
    t = ([1],)
    try:
        t[0] += [2]  # type: ignore
    except TypeError as e:
        print(e, t)
    n = 7
    n //= 2; n **= 3; n %= 10; n ^= 5; n &= 6; n |= 8; n >>= 1
    print(n)
    f = 1.0
    f /= 4; f -= 1; f *= -2
    print(f)
    try:
        o -= 1  # type: ignore
    except TypeError as e:
        print(e)


if __name__ == "__main__":
    main()
