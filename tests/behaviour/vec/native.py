"""vec[T] in native code: typed parameters, locals, fields, globals and containers, loops of every kind, and receivers that are not what they claim."""
from typing import Optional

from krait import f32, f64, i8, i16, i32, i64, u8, u16, u32, u64, vec


def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


# --- numbers in place ---
def squares(n: int) -> vec[f64]:
    v = vec[f64]()
    for i in range(n):
        v.append(i * i)
    return v


def total(v: vec[f64]) -> f64:
    s: f64 = 0.0
    for x in v:
        s += x
    return s


def total_by_index(v: vec[f64]) -> float:
    s = 0.0
    for i in range(len(v)):
        s += v[i]
    return s


def backwards(v: vec[i64]) -> list[int]:
    return [v[-i] for i in range(1, len(v) + 1)]


def stencil(v: vec[f64], rounds: int) -> None:
    for _ in range(rounds):
        for i in range(1, len(v) - 1):
            v[i] = (v[i - 1] + v[i] + v[i + 1]) / 3


def sieve(n: int) -> int:
    flags = vec[bool].filled(n + 1, True)
    count = 0
    for i in range(2, n + 1):
        if flags[i]:
            count += 1
            for j in range(i * i, n + 1, i):
                flags[j] = False
    return count


def product(a: list[vec[f64]], b: list[vec[f64]]) -> list[vec[f64]]:
    out: list[vec[f64]] = []
    for row in a:
        made = vec[f64]()
        for j in range(len(b[0])):
            s = 0.0
            for k in range(len(row)):
                s += row[k] * b[k][j]
            made.append(s)
        out.append(made)
    return out


def prefix_sums(v: vec[i64]) -> vec[i64]:
    out = vec[i64](v)
    i: i64 = 1
    while i < len(out):
        out[i] += out[i - 1]
        i += 1
    return out


def drain(v: vec[i64]) -> i64:
    s: i64 = 0
    while len(v) > 0:
        s += v.pop()
    return s


def grow_while_walking(v: vec[i64]) -> list[int]:
    seen = []
    for x in v:
        seen.append(x)
        if len(v) < 6:
            v.append(x + 10)
    return seen


def shrink_while_walking(v: vec[i64]) -> list[int]:
    seen = []
    for x in v:
        seen.append(x)
        v.pop()
    return seen


def narrow(k: int) -> None:
    a = vec[i8]([1]); b = vec[i16]([1]); c = vec[i32]([1]); d = vec[u8]([1]); e = vec[u16]([1]); f = vec[u32]([1]); g = vec[u64]([1]); h = vec[f32]([0.1])
    a[0] = k; b[0] = k; c[0] = k; d[0] = k; e[0] = k; f[0] = k; g[0] = k; h[0] = k + 0.1
    a.append(k); d.append(k); h.append(k)
    print(a, b, c, d, e, f, g, h, a[0] + a[1], d[-1], h[0])


def convert(v: vec[i64], x: int) -> vec[i64]:
    v[0] = x
    v.append(x)
    return v


def put(v: vec[f64], i: int, x: float) -> None:
    v[i] = x


def item(v: vec[f64], i: int) -> float:
    return v[i]


def any_index(v: vec[i64], i) -> i64:
    return v[i]


# --- references ---
class Node:
    count: int

    def __init__(self, value: int) -> None:
        self.value = value
        self.below: vec[Node] = vec[Node]()
        self.weights: vec[f64] = vec[f64]()
        self.other: Optional[vec[i64]] = None

    def total(self) -> int:
        return self.value + sum(child.total() for child in self.below)

    def weigh(self, w: float) -> float:
        self.weights.append(w)
        return self.weights[-1] + len(self.weights)


def tree(depth: int) -> Node:
    node = Node(depth)
    for i in range(depth):
        node.below.append(tree(depth - 1 - i))
    return node


def words(text: str) -> vec[str]:
    out = vec[str]()
    for word in text.split():
        out.append(word)
    for i in range(len(out)):
        out[i] = out[i].upper()
    return out


def nested(n: int) -> vec[vec[i64]]:
    rows = vec[vec[i64]]()
    for i in range(n):
        rows.append(vec[i64](range(i)))
    for row in rows:
        row.append(-1)
    rows[0][0] = 7
    return rows


def maybe(v: vec[Optional[Node]]) -> int:
    s = 0
    for node in v:
        if node is not None:
            s += node.value
    return s


TABLE: vec[i64] = vec[i64]([3, 1, 2])
NAMES: dict[str, vec[i64]] = {"a": vec[i64]([1])}


def globals_and_containers() -> None:
    TABLE.append(len(TABLE))
    NAMES["a"].append(5)
    NAMES["b"] = TABLE[1:]
    for name, v in NAMES.items():
        print(name, v, v[0], len(v))


def optional(v: Optional[vec[i64]] = None) -> int:
    if v is None:
        return -1
    return len(v) + v[0]


def captured(v: vec[f64]):
    def add(x: float) -> float:
        v.append(x)
        return v[0]

    return add


def yielded(v: vec[i64]):
    for x in v:
        yield x * 2


def main() -> None:
    v = squares(6)
    print(v, total(v), total_by_index(v), type(total(v)))
    print(backwards(vec[i64]([1, 2, 3])), sieve(100), prefix_sums(vec[i64]([1, 2, 3, 4])), drain(vec[i64]([1, 2, 3])))
    stencil(v, 3)
    print([round(x, 6) for x in v])
    print(product([vec[f64]([1, 2]), vec[f64]([3, 4])], [vec[f64]([5, 6]), vec[f64]([7, 8])]))
    print(grow_while_walking(vec[i64]([1, 2])), shrink_while_walking(vec[i64]([1, 2, 3, 4, 5])))
    for k in (5, 200, -3, 70000, -1, 2**40, 2**70):
        attempt(narrow, k)
    for x in (9, 2**62, 2**63 - 1, 2**63, -(2**70), "a", None, 1.5, True):
        attempt(convert, vec[i64]([0]), x)
    for i in (0, -1, 2, -3, 10**30, True):
        attempt(item, vec[f64]([4, 5]), i)
        attempt(put, vec[f64]([4, 5]), i, 1.5)
    for i in (0, -3, 10**30, "a", None, 1.0, True):
        attempt(any_index, vec[i64]([4, 5]), i)
    attempt(put, vec[f64]([4, 5]), 9, "x")
    attempt(put, vec[f64]([4, 5]), 0, 3)
    attempt(put, vec[f64]([4, 5]), 0, 10**400)
    node = tree(4)
    print(node.total(), len(node.below), node.weigh(1.5), node.weigh(2), node.weights, type(node.below))
    try:
        node.below.append(None)  # type: ignore
    except TypeError as e:
        print(e)
    node.other = vec[i64]([4])
    print(node.other[0], optional(node.other), optional())
    print(words("a bc def"), nested(3), maybe(vec[Optional[Node]]([None, Node(3), Node(4)])))
    globals_and_containers()
    add = captured(vec[f64]([2.5]))
    print(add(1), list(yielded(TABLE)))
    loop = vec[Node]([node])
    node.below = loop
    loop.append(node)
    del loop, node
    memory = memoryview(v)
    attempt(squares, 3)
    attempt(v.append, 1.0)
    memory.release()
    v.append(1)
    print(len(v))


if __name__ == "__main__":
    main()
