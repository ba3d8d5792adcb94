"""for over range, enumerate, zip and dict.items(): Python's protocol at every edge."""


def attempt(function, *args):
    try:
        print(function.__name__, function(*args))
    except Exception as e:
        print(function.__name__, type(e).__name__, e)


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        print("index", self.value)
        return self.value


def ranges(a: int, b: int, c: int) -> object:
    out = []
    i = None
    for i in range(a, b, c):
        out.append(i)
        if len(out) > 5:
            break
    else:
        out.append("end")
    return i, out


def untyped(a, b):
    out = []
    for i in range(a, b):
        out.append(i)
        i = 100  # does not change the loop
    return out


def once(n: int) -> object:
    out = []
    for i in range(n):
        n = 1
        out.append((i, n))
    return out, n


def nested(n: int) -> list[tuple[int, int]]:
    return [(i, j) for i in range(n) for j in range(i, n) if (i + j) % 2]


def closures(n: int) -> list[int]:
    return [f() for f in [lambda: i for i in range(n)]] + [f() for f in [lambda k=i: k * n for i in range(n)]]


def numbered(xs: list[str], start: int) -> object:
    out = []
    for i, x in enumerate(xs, start):
        out.append(f"{i}{x}")
    for pair in enumerate(xs):
        out.append(pair)
    for i, (a, b) in enumerate(["xy", (1, 2)]):
        out.append((i, a, b))
    return out


def bad_pairs():
    out = []
    for i, (a, b) in enumerate([(1, 2), (1, 2, 3)]):
        out.append(a)
    return out


def zipped(a, b, c) -> object:
    out = [x for x in zip(a, b)]
    for x, y, z in zip(a, b, c):
        out.append(x + y + z)
    return out


def entries(d: dict[str, int]) -> object:
    out = []
    for k, v in d.items():
        out.append((k, v + 1))
    for item in d.items():
        out.append(item)
    return out + [k for k in d] + [v for v in d.values()]


class Sorted(dict):
    def items(self):
        return sorted(super().items())


def grow(d: dict[int, int]) -> object:
    for k, v in d.items():
        d[k + 10] = v
    return d


def replace(d: dict[int, int]) -> object:
    for k, v in d.items():
        d[k] = v * 2
    return d


def swap(d: dict[int, int]) -> object:
    seen = []
    for k, v in d.items():
        seen.append(k)
        del d[k]
        d[k + 100] = v
        if len(seen) > 50:
            break
    return seen


def characters(s: str) -> object:
    return [c for c in s], [ord(c) for c in s], sum(1 for c in s if c == "a")


def text(s: str, t: str, i: int, j: int) -> object:
    return s[i] == t[j], s[i] != "x", s[i] == "ab", ord(s[i]), s[i:j], s[:i] + t[j:], s[i] in t, s[-1]


def grown(n: int) -> object:
    s = ""
    keep = []
    for i in range(n):
        s += chr(97 + i)
        keep.append(s)
        s = s + "."
    return s, keep


def main():
    for args in [(0, 3, 1), (3, 0, -1), (0, 0, 1), (0, 10, 3), (10, 0, -3), (0, 3, 0), (5, 2**70, 2**69), (-2**62, -2**62 + 2, 1),
                 (2**62 - 3, 2**62 - 1, 1), (2**62 - 2, 2**63, 2**61), (True, 4, True), (-5, 5, 4)]:
        attempt(ranges, *args)
    attempt(untyped, 0, 3)
    attempt(untyped, Index(1), Index(3))
    attempt(untyped, 0, 2.5)
    attempt(untyped, "a", 3)
    attempt(once, 3)
    attempt(nested, 4)
    attempt(closures, 3)
    attempt(numbered, ["a", "b"], 5)
    attempt(numbered, ["a", "b"], 2**70)
    attempt(numbered, ["a"], -1)
    attempt(bad_pairs)
    attempt(zipped, [1, 2, 3], [4, 5], [6, 7, 8])
    attempt(zipped, iter([1, 2, 3]), [4, 5], (6, 7, 8))
    attempt(zipped, [1], 5, [6])
    first = iter([1, 2, 3])
    for x, y in zip(first, [1]):
        print(x, y)
    print(next(first))
    attempt(entries, {"b": 1, "a": 2})
    attempt(entries, Sorted(b=1, a=2))
    attempt(entries, {})
    attempt(grow, {1: 1})
    attempt(replace, {1: 1, 2: 2})
    attempt(swap, {1: 1, 2: 2})
    attempt(characters, "a\u00e9\u20ac\U0001f600a")
    attempt(text, "abc", "cab", 0, 1)
    attempt(text, "x\u20ac", "\u20acx", 1, 0)
    attempt(text, "abc", "", 0, 0)
    attempt(text, "", "abc", 0, 0)
    attempt(text, "abc", "abc", 2**70, 0)
    attempt(grown, 4)
    for code in (0, 255, 256, 0x10FFFF, 0x110000, -1, 2**70):
        attempt(chr, code)


if __name__ == "__main__":
    main()
