"""Native numbers for programs that Krait compiles: i64, i32, i16, i8, u64, u32, u16, u8, f64 and f32.

    from krait import i32

    def area(width: i32, height: i32) -> i32:
        return width * height

Compiled, a variable, parameter, result or attribute that is declared so is a machine number, and what does not fit raises
OverflowError. Uncompiled, the annotations mean int and float, and the numbers are as large as they are. This module is all that the
sources need to run that way; compiled modules carry it with them and do not need it.

`i32(x)` makes an int of whatever int() takes and raises OverflowError unless it fits; `i32.wrap(x)` keeps the low 32 bits of an int,
as hardware does. Arithmetic written inside of the parentheses of wrap() is exact: `i32.wrap(a * b + c)` never raises.
`i32.MIN`, `i32.MAX` and `i32.BITS` are plain ints. `isinstance(x, i32)` tells whether x is an int that fits.

`vec[T]` is a class of growable arrays whose items are packed: `vec[f64]([1.0, 2.5])`. See the package's documentation of native numbers.
"""

__all__ = ["i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "f32", "f64", "vec"]

_MISSING = object()


class _IntegerMeta(type):
    def __instancecheck__(cls, value):
        return isinstance(value, int) and cls.MIN <= value <= cls.MAX


class _Integer(metaclass=_IntegerMeta):
    """What the native integers share. There are no instances: their values are ints."""

    __slots__ = ()
    BITS = 0
    MIN = 0
    MAX = 0

    def __new__(cls, x=0, base=_MISSING):
        value = int(x) if base is _MISSING else int(x, base)
        if cls.MIN <= value <= cls.MAX:
            return value
        raise OverflowError(f"int too large{' or small' if cls.MIN == 0 else ''} to convert to {cls.__name__}")

    @classmethod
    def wrap(cls, x):
        """The value of the type whose low bits are those of the int `x`."""
        value = x.__index__() & ((1 << cls.BITS) - 1)
        return value - (1 << cls.BITS) if value > cls.MAX else value


def _integer(name, bits, signed):
    low = -(1 << (bits - 1)) if signed else 0
    body = {
        "__slots__": (),
        "__module__": __name__,
        "__doc__": f"Annotation for an int from {low} to {low + (1 << bits) - 1}.",
        "BITS": bits,
        "MIN": low,
        "MAX": low + (1 << bits) - 1,
    }
    return _IntegerMeta(name, (_Integer,), body)


i8 = _integer("i8", 8, True)
i16 = _integer("i16", 16, True)
i32 = _integer("i32", 32, True)
i64 = _integer("i64", 64, True)
u8 = _integer("u8", 8, False)
u16 = _integer("u16", 16, False)
u32 = _integer("u32", 32, False)
u64 = _integer("u64", 64, False)


class _FloatMeta(type):
    def __instancecheck__(cls, value):
        return isinstance(value, float)


class f64(metaclass=_FloatMeta):
    """Annotation for a float; an int becomes one."""

    __slots__ = ()

    def __new__(cls, x=0.0):
        return float(x)


class f32(metaclass=_FloatMeta):
    """Annotation for a float of single precision; f32(x) rounds to it."""

    __slots__ = ()

    def __new__(cls, x=0.0):
        import ctypes

        return ctypes.c_float(float(x)).value


# The numbers of what vecs hold that is no object, as compiled code has them; 0 are references.
_VEC_KINDS = {name: kind + 1 for kind, name in enumerate(["bool", "i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "f32", "f64"])}


def _vec_item(item):
    """What vec[item] holds: (kind, what item is, its name, the class or classes of which items are instances, or None for anything).
    None where item stands for a type that is not known: vec[item] is an annotation then."""
    import sys

    # Not imported for its own sake: where nobody has, nothing of it can be here.
    typing = sys.modules.get("typing")
    if item is None or item is type(None):
        return 0, None, "None", type(None)
    if isinstance(item, type) and type(item) is not type(list[int]):
        name = item.__name__
        if item is bool or (item.__module__ in ("krait", "mypy_extensions") and name in _VEC_KINDS):
            return _VEC_KINDS[name], item, name, None
        if item is float:
            return _VEC_KINDS["f64"], f64, "f64", None
        anything = item is object or (typing is not None and item is typing.Any) or (getattr(item, "_is_protocol", False) and not getattr(item, "_is_runtime_protocol", False))
        return 0, item, item.__qualname__, None if anything else item
    if isinstance(item, str) or (typing is not None and isinstance(item, (typing.ForwardRef, typing.TypeVar))):
        return None
    origin = getattr(item, "__origin__", None)
    if type(item) is type(int | str) or (typing is not None and origin is typing.Union):
        tests, names = (), []
        for each in item.__args__:
            facts = _vec_item(each)
            if facts is None:
                return None
            kind, _, name, test = facts
            names.append(name)
            if kind != 0:
                test = bool if name == "bool" else (float, int) if name in ("f32", "f64") else each
            if test is None:
                tests = None
            elif tests is not None:
                tests += test if isinstance(test, tuple) else (test,)
        return 0, item, " | ".join(names), tests
    return 0, item, repr(item), origin if isinstance(origin, type) else None


def _vec_spec(item):
    # Classes of vecs have no name by which pickle could find them.
    inner = getattr(item, "item_type", item) if isinstance(item, type) else item
    return item if inner is item else ("vec", _vec_spec(inner))


def _restore_vec(spec, items):
    def class_of(spec):
        return vec[class_of(spec[1]) if isinstance(spec, tuple) else spec]

    return class_of(spec)(items)


def _reduce_vec(v):
    return _restore_vec, (_vec_spec(type(v).item_type), list(v))


if "__path__" in globals():
    # Not so where compiled modules carry this source with them: their vec is native.
    from krait._vec import _adopt_vec, vec  # noqa: F401


def _static_names():
    """What the module `__static__` holds."""

    def same(value):
        return value

    return {
        "int8": i8,
        "int16": i16,
        "int32": i32,
        "int64": i64,
        "uint8": u8,
        "uint16": u16,
        "uint32": u32,
        "uint64": u64,
        "double": f64,
        "single": f32,
        "cbool": bool,
        "char": i8,
        "box": same,
        "unbox": same,
        "clen": len,
        "crange": range,
    }
