"""Items of lists that claim element types: boundaries, subclasses, and elements that are not what is claimed."""


class Loud(list):
    def __getitem__(self, index):
        print("get", index)
        return super().__getitem__(index)

    def __setitem__(self, index, value):
        print("set", index, value)
        super().__setitem__(index, value)

    def append(self, value):
        print("append", value)
        super().append(value)

    def pop(self, *args):
        print("pop", args)
        return super().pop(*args)

    def __iter__(self):
        print("iter")
        return super().__iter__()

    def __len__(self):
        return super().__len__() + 100


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


def attempt(function, *args):
    try:
        print(function.__name__, function(*args))
    except Exception as e:
        print(function.__name__, type(e).__name__, e)


def get(xs: list[int], i: int) -> object:
    return xs[i]


def put(xs: list[int], i: int, v: int) -> list[int]:
    xs[i] = v
    return xs


def add_first(xs: list[int], n: int) -> object:
    return xs[0] + n


def bump(xs: list[float], i: int) -> list[float]:
    xs[i] += 1
    return xs


def total(xs: list[int]) -> object:
    t = 0
    for x in xs:
        t += x
    return t


def use(xs: list[int]) -> object:
    xs.append(7)
    last = xs.pop()
    first = xs.pop(0)
    xs.append(first)
    return last, first, len(xs), xs[-1], xs[1:], xs[:-1], xs[:]


def shared(n: int) -> object:
    # A box that someone else holds keeps its value.
    xs = [n * 1000, n * 2000]
    kept = xs[0]
    other = list(xs)
    ys = [1.5 * n, 2.5 * n]
    zs = list(ys)
    xs[0] = n * 3000
    xs[1] += 1
    ys[0] = 9.25
    ys[1] *= 2
    return kept, xs, other, ys, zs


def mutated(xs: list[int]) -> list[int]:
    seen = []
    for x in xs:
        seen.append(x)
        if x < 5:
            xs.append(x + 3)
        if x == 4:
            xs.clear()
    return seen


def shrink(xs: list[int]) -> list[int]:
    seen = []
    for x in xs:
        seen.append(x)
        xs.pop()
    return seen


def flags(n: int) -> object:
    fs = [True] * n
    fs[1] = False
    fs[-1] = False
    return [i for i in range(n) if fs[i]], fs.count(True)


def odd_flags(fs: list[bool]) -> object:
    return ["yes" if fs[i] else "no" for i in range(len(fs))]


def main():
    big = 2**70
    for i in (0, 2, -1, -3, 3, -4, 2**62, -2**63, big, True):
        attempt(get, [10, big, 30], i)
        attempt(put, [10, big, 30], i, 5)
    attempt(get, Loud([1, 2]), 1)
    attempt(put, Loud([1, 2]), 1, 9)
    attempt(put, [1, 2], 1, 2**100)
    attempt(total, [1, big, True, -5])
    attempt(total, [1, 2.5, 3])
    attempt(total, [1, None])
    attempt(total, Loud([1, 2]))
    attempt(add_first, [1.5], 2)
    attempt(add_first, ["x"], 2)
    attempt(add_first, [], 2)
    attempt(add_first, [[1]], 2)
    attempt(use, [1, 2, 3])
    attempt(use, Loud([1, 2, 3]))
    attempt(bump, [1.5, 2, True, 2**70], 1)
    attempt(bump, [1.5, 2, True, 2**70], 2)
    attempt(bump, [1.5, 2, True, 2**70], 3)
    attempt(shared, 3)
    attempt(mutated, [1, 2])
    attempt(shrink, [1, 2, 3, 4, 5])
    attempt(flags, 6)
    attempt(flags, 1)
    attempt(odd_flags, [True, 0, 1, "", "x", None, [], [0]])


if __name__ == "__main__":
    main()
