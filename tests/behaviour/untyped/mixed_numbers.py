"""Arithmetic of values whose types nobody has declared: ints with floats, and where each of them ends."""


def calculate(a, b):
    out = []
    for name, f in (("+", lambda: a + b), ("-", lambda: a - b), ("*", lambda: a * b), ("/", lambda: a / b), ("//", lambda: a // b),
                    ("%", lambda: a % b)):
        try:
            out.append(f())
        except ZeroDivisionError as error:
            out.append(str(error))
        except (OverflowError, TypeError) as error:
            out.append(type(error).__name__ + ": " + str(error))
    return out


def in_place(a, b):
    out = []
    for op in range(4):
        x = a
        try:
            if op == 0:
                x += b
            elif op == 1:
                x -= b
            elif op == 2:
                x *= b
            else:
                x /= b
        except (ZeroDivisionError, OverflowError, TypeError) as error:
            x = type(error).__name__ + ": " + str(error)
        out.append(x)
    return out


class Size:
    def __init__(self, size):
        self.size = size

    def squared(self):
        return 2.5 * self.size ** 2

    def powers(self):
        return self.size ** 0, self.size ** 1, self.size ** 3, self.size ** 12

    def inverse(self):
        return self.size ** -1


class Number(int):
    def __add__(self, other):
        return "added"

    def __radd__(self, other):
        return "added from the left"

    def __rtruediv__(self, other):
        return "divided"


class Real(float):
    def __rmul__(self, other):
        return "multiplied"


def counts(n):
    total = 0
    for i in range(n):
        total += i % 5 + (0.5 if i % 2 else 0)
    return total


def buckets(pairs, d):
    for key, value in pairs:
        d.setdefault(key, []).append(value)
    return d


class Kept(dict):
    def setdefault(self, key, default=None):
        print("setdefault", key, default)
        return super().setdefault(key, default)


class Awkward:
    def __init__(self, name):
        self.name = name

    def __hash__(self):
        print("hash", self.name)
        return 7

    def __eq__(self, other):
        print("eq", self.name)
        if self.name == "raises":
            raise ValueError("no order among these")
        return self is other


def main():
    values = [0, 1, -1, 3, 2**30 - 1, 2**30, -2**30, 2**53 + 1, 2**64, 10**400, 0.0, -0.0, 0.5, -2.5, 1e308, 1e-320, float("inf"), True, False, Number(4), Real(1.5)]
    for a in values:
        for b in values:
            if a != 10**400 and b != 10**400:
                print(calculate(a, b), in_place(a, b))
            else:
                print([len(str(x)) for x in calculate(a, b)])
    for size in (0, 1, 2, -3, 7.5, -0.0, 2**31, 3037000500, -3037000500, 2**62, True, Number(3), Real(2.0)):
        s = Size(size)
        print(s.squared(), s.powers())
        try:
            print(s.inverse())
        except ZeroDivisionError as error:
            print(error)
    print(counts(0), counts(1), counts(101))
    print(buckets([("a", 1), ("b", 2), ("a", 3), (1, 4), (1.0, 5), (True, 6)], {}))
    print(buckets([("a", 1), ("a", 2)], Kept()))
    one, other = Awkward("one"), Awkward("other")
    print(len(buckets([(one, 1), (other, 2), (one, 3)], {})))
    for key in ([], {}, Awkward("raises")):
        try:
            print(len(buckets([(one, 1), (key, 2)], {})))
        except (TypeError, ValueError) as error:
            print(type(error).__name__, error)
    try:
        buckets([(1, 2)], [])
    except AttributeError as error:
        print(error)
    sets, dicts = {}, {}
    for i in range(6):
        sets.setdefault(i % 2, set()).add(i)
        dicts.setdefault(i % 3, {})[i] = i
    print(sets, dicts)
    first = {}
    one = first.setdefault("k", [])
    two = first.setdefault("k", [])
    three = first.setdefault("l", [])
    print(one is two, one is three, first)


if __name__ == "__main__":
    main()
