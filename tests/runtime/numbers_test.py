"""Number primitives against Python's own operators: values, types, messages, references."""
import math
import operator

import numbers_ext as ext
from support import check_leaks, outcome


class Sub(int):
    def __add__(self, other):
        return "sub+"

    def __rsub__(self, other):
        return "rsub"

    def __lt__(self, other):
        return []

    def __iadd__(self, other):
        return "iadd"


BINARY = dict(add=operator.add, sub=operator.sub, mul=operator.mul, floordiv=operator.floordiv, mod=operator.mod,
              lshift=operator.lshift, rshift=operator.rshift, pow=operator.pow, truediv=operator.truediv)
BINARY.update({"and": operator.and_, "or": operator.or_, "xor": operator.xor})
COMPARE = {name: getattr(operator, name) for name in "eq ne lt le gt ge".split()}
EDGES = [0, 1, -1, 2, -2, 3, 7, -7, 10, 30, 61, 62, 63, 64, 2**30 - 1, 2**30, -2**30, 2**31, 2**32, 2**53, 2**53 + 1, -2**53 - 1,
         2**61, 2**62 - 1, 2**62, -2**62, -2**62 - 1, 2**63 - 1, -2**63, 2**63, 2**64 - 1, 2**64, 10**30, -10**30]
OTHER = [True, False, Sub(5), 1.5, -0.0, 1e308, math.inf, math.nan, "x", None, 2j, [1]]
FLOATS = [0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 3.0, 1e-320, 1e16, 9007199254740993.0, 1e308, -1e308, math.inf, -math.inf, math.nan]


def too_big(op, a, b):
    if op == "mul":
        return any(isinstance(x, (str, list)) for x in (a, b))
    return op in ("lshift", "pow") and isinstance(a, int) and isinstance(b, int) and abs(b) > 200


def truth(op):
    return lambda a, b: bool(op(a, b))


def compare(name, function, reference, a, b):
    got, want = outcome(function, a, b), outcome(reference, a, b)
    assert got == want, (name, a, b, got, want)


def test_tags():
    for name, op in BINARY.items():
        for a in EDGES + OTHER:
            for b in EDGES + OTHER:
                if not too_big(name, a, b):
                    compare(name, getattr(ext, "tag_" + name), op, a, b)
    for name, op in COMPARE.items():
        for a in EDGES + OTHER:
            for b in EDGES + OTHER:
                compare(name, getattr(ext, "tag_" + name), truth(op), a, b)
    for name, op in dict(neg=operator.neg, pos=operator.pos, abs=abs, invert=operator.invert).items():
        for a in EDGES + OTHER:
            assert outcome(getattr(ext, "tag_" + name), a) == outcome(op, a), (name, a)


def test_nums():
    values = FLOATS + EDGES + OTHER
    for prefix in ("num_", "num_tag_", "tag_num_"):
        for name in "add sub mul truediv floordiv mod pow".split():
            for a in values:
                for b in values:
                    if not too_big(name, a, b):
                        compare(prefix + name, getattr(ext, prefix + name), BINARY[name], a, b)
        for name, op in COMPARE.items():
            for a in values:
                for b in values:
                    compare(prefix + name, getattr(ext, prefix + name), truth(op), a, b)


def test_f64():
    for name in "add sub mul truediv floordiv mod pow".split():
        for a in FLOATS:
            for b in FLOATS:
                compare(name, getattr(ext, "f64_" + name), BINARY[name], a, b)


RANGES = dict(i64=(-2**63, 2**63 - 1), i32=(-2**31, 2**31 - 1), i16=(-2**15, 2**15 - 1), i8=(-128, 127), u64=(0, 2**64 - 1),
              u32=(0, 2**32 - 1), u16=(0, 2**16 - 1), u8=(0, 255))


def test_machine_ints():
    for kind, (low, high) in RANGES.items():
        values = sorted({v for v in [low, low + 1, -113, -7, -2, -1, 0, 1, 2, 3, 5, 7, 8, 31, 63, 64, 100, 127, 143, high // 2, high - 1, high]
                         if low <= v <= high})
        for name in "add sub mul floordiv mod lshift rshift and or xor".split():
            for a in values:
                for b in values:
                    got = outcome(getattr(ext, f"{kind}_{name}"), a, b)
                    if name == "lshift" and b > 64:
                        want = ("int", "0") if a == 0 else ("OverflowError",)
                    else:
                        want = outcome(BINARY[name], a, b)
                    if want[0] == "int" and not low <= int(want[1]) <= high or want[0] == "OverflowError":
                        assert got == ("OverflowError", "integer division overflow" if name == "floordiv" else f"{kind} arithmetic overflow"), (kind, name, a, b, got, want)
                    else:
                        assert got == want, (kind, name, a, b, got, want)
        for bad in (low - 1, high + 1):
            assert outcome(getattr(ext, f"{kind}_add"), bad, 0)[0] == "OverflowError"
        assert outcome(getattr(ext, f"{kind}_add"), "x", 0) == ("TypeError", "int object expected; got str")


test_tags()
test_nums()
test_f64()
test_machine_ints()
check_leaks(test_tags, test_nums, test_f64, test_machine_ints)
