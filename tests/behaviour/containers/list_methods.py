from typing import List


class Eq:
    def __init__(self, v: int) -> None:
        self.v = v

    def __eq__(self, o: object) -> bool:
        return isinstance(o, Eq) and o.v == self.v


def stack_ops() -> List[int]:
    s: List[int] = []
    for i in range(5):
        s.append(i)
    out = [s.pop(), s.pop(0), s.pop(-2), s.pop(True)]
    return out + s


def queue(n: int) -> List[str]:
    q: List[str] = []
    out: List[str] = []
    for i in range(n):
        q.insert(0, str(i))
        if i % 2:
            out.append(q.pop())
    return out + ["|"] + q


def dedupe(xs: List[int]) -> List[int]:
    out: List[int] = []
    for x in xs:
        if x not in out:
            out.append(x)
    return out


def main() -> None:
    print(stack_ops(), queue(6), dedupe([1, 2, 1, 3, 2]))
    xs = [3, 1, 2]
    print(xs.append(9), xs.extend([7, 8]), xs.extend(range(2)), xs.extend("ab"), xs)  # type: ignore
    xs = [1, 2, 3, 2]
    print(xs.insert(0, 0), xs.insert(100, 9), xs.insert(-1, 8), xs)
    print(xs.remove(2), xs, xs.index(2), xs.count(2), xs.index(3, 1), xs.index(9, -1), xs.reverse(), xs)
    ys = xs.copy()
    print(xs.clear(), xs, ys, ys is xs)
    es = [Eq(1), Eq(2)]
    print(es.index(Eq(2)), es.count(Eq(1)), Eq(3) in es)
    es.remove(Eq(1))
    print(len(es))
    for f in (lambda: xs.pop(), lambda: ys.pop(99), lambda: ys.remove(1000), lambda: ys.index(1000), lambda: ys.extend(5), lambda: ys.insert("a", 1), lambda: ys.append(), lambda: ys.pop("x"), lambda: [1].index(1, 1)):  # type: ignore
        try:
            print(f())
        except (IndexError, ValueError, TypeError) as e:
            print(type(e).__name__, e)
    app = ys.append
    app(1)
    app(2)
    ext = list.extend
    ext(ys, (3,))
    print(ys, list.pop(ys), [].__len__(), [1].__contains__(1), [1, 2].__getitem__(1), [1] .__add__([2]))
    zs: List[float] = [1.5]
    zs += [2]
    zs.extend([3, 4.0])
    print(zs, zs.count(2.0), zs.index(3.0))


if __name__ == "__main__":
    main()
