"""vec[T] where nothing is compiled: the class of the runtime, in Python. Behaves as that one does, messages included; numbers are kept in an
array.array, which gives buffers."""

import operator
from array import array

import krait
from krait import _reduce_vec, _vec_item

__all__ = ["vec"]

_native = None  # the runtime's class, once a compiled module has brought it
_classes = {}
_MISSING = object()


def _adopt_vec(native):
    global _native
    _native = native


class _VecMeta(type):
    def __call__(cls, *args, **kwargs):
        if cls is vec:
            raise TypeError("vec() needs the type of its items: vec[T]()")
        return super().__call__(*args, **kwargs)

    def __instancecheck__(cls, value):
        return type.__instancecheck__(cls, value) or (cls is vec and _native is not None and isinstance(value, _native))

    def __setattr__(cls, name, value):
        raise TypeError(f"cannot set {name!r} attribute of immutable type {cls.__name__!r}")


class vec(metaclass=_VecMeta):
    """Packed growable arrays: vec[T](items) of numbers, bools or objects."""

    __module__ = "krait"
    __slots__ = ()
    __hash__ = None

    def __class_getitem__(cls, item):
        if _native is not None:
            return _native[item]
        if cls is not vec:
            raise TypeError(f"{cls.__name__} is not a generic class")
        if (made := _classes.get(item)) is not None:
            return made
        facts = _vec_item(item)
        if facts is None:
            import types

            return types.GenericAlias(cls, item)
        kind, given, name, test = facts
        key = (kind, name) if kind != 0 else item
        if (made := _classes.get(key)) is None:
            made = _classes[key] = _make_class(kind, given, name, test)
        _classes[item] = made
        return made

    def __init_subclass__(cls, item_type=_MISSING, **kwargs):
        if item_type is _MISSING:
            raise TypeError(f"type '{cls.__base__.__name__}' is not an acceptable base type")


_CODES = {"i8": "b", "i16": "h", "i32": "i", "i64": "q", "u8": "B", "u16": "H", "u32": "I", "u64": "Q", "f32": "f", "f64": "d"}


def _type_name(value):
    if value is None:
        return "None"
    if type(value) is tuple:
        if len(value) > 10:
            return f"tuple[<{len(value)} items>]"
        return "tuple[" + ", ".join(map(_type_name, value)) + "]"
    cls = type(value)
    return cls.__qualname__ if cls.__module__ == "builtins" else f"{cls.__module__}.{cls.__qualname__}"


def _expected(what, value):
    raise TypeError(f"{what} object expected; got {_type_name(value)}")


def _converter(kind, name, test):
    """A function that makes an item of a value, or raises."""
    if kind == 0:
        if test is None:
            return lambda value: value
        return lambda value: value if type(value) is test or isinstance(value, test) else _expected(name, value)
    if name == "bool":
        return lambda value: value if value is True or value is False else _expected("bool", value)
    if name in ("f32", "f64"):
        return lambda value: float(value) if isinstance(value, (float, int)) else _expected("float", value)
    own = getattr(krait, name)
    low, high = own.MIN, own.MAX

    def convert(value):
        if not isinstance(value, int):
            _expected("int", value)
        number = int.__index__(value)
        if not low <= number <= high:
            raise OverflowError(f"int too large{' or small' if low == 0 else ''} to convert to {name}")
        return number

    return convert


class _Hidden:
    """A method of the storage that vec does not have."""

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner):
        if instance is None:
            raise AttributeError(f"type object '{owner.__name__}' has no attribute '{self.name}'")
        raise AttributeError(f"'{owner.__name__}' object has no attribute '{self.name}'")


def _make_class(kind, given, name, test):
    code = _CODES.get(name) if kind != 0 else None
    storage = array if code else list
    convert = _converter(kind, name, test)
    add = storage.append
    get = storage.__getitem__
    put = storage.__setitem__
    running = set()

    def index_of(key):
        try:
            operator.index(key)
        except TypeError:
            if hasattr(type(key), "__index__"):
                raise
            raise TypeError(f"vec indices must be integers or slices, not {type(key).__name__}") from None
        index = operator.index(key)
        if not -(2**63) <= index < 2**63:
            raise IndexError(f"cannot fit '{type(key).__name__}' into an index-sized integer")
        return index

    class Vec(vec, storage, item_type=given):
        __slots__ = ()
        item_type = given
        __hash__ = None

        def __new__(cls, items=(), /, *, capacity=0):
            if operator.index(capacity) < 0:
                raise ValueError("capacity must not be negative")
            self = storage.__new__(cls, code) if code else storage.__new__(cls)
            self.extend(items)
            return self

        def __init__(self, items=(), /, *, capacity=0):
            pass

        @classmethod
        def filled(cls, *args):
            if len(args) != 2:
                raise TypeError(f"filled expected 2 arguments, got {len(args)}")
            one = cls()
            times = operator.index(args[0])
            if not -(2**63) <= times < 2**63:
                raise OverflowError(f"cannot fit '{type(args[0]).__name__}' into an index-sized integer")
            one.append(args[1])
            return one * times

        def __getitem__(self, key):
            if isinstance(key, slice):
                made = cls()
                storage.extend(made, get(self, key))
                return made
            index = index_of(key)
            if index < 0:
                index += len(self)
            if not 0 <= index < len(self):
                raise IndexError("vec index out of range")
            return get(self, index)

        def __setitem__(self, key, value):
            if isinstance(key, slice):
                value = cls(value)
                if key.step is None or operator.index(key.step) == 1:
                    return put(self, key, value)
                n = len(range(*key.indices(len(self))))
                if n != len(value):
                    raise ValueError(f"attempt to assign sequence of size {len(value)} to extended slice of size {n}")
                return put(self, key, value)
            value = convert(value)
            index = index_of(key)
            if index < 0:
                index += len(self)
            if not 0 <= index < len(self):
                raise IndexError("vec assignment index out of range")
            put(self, index, value)

        def __delitem__(self, key):
            if isinstance(key, slice):
                return storage.__delitem__(self, key)
            index = index_of(key)
            if index < 0:
                index += len(self)
            if not 0 <= index < len(self):
                raise IndexError("vec assignment index out of range")
            storage.__delitem__(self, index)

        def append(self, value, /):
            add(self, convert(value))

        def extend(self, items, /):
            if type(items) is cls:
                storage.extend(self, items)
                return
            for item in items:
                add(self, convert(item))

        def insert(self, *args):
            if len(args) != 2:
                raise TypeError(f"insert expected 2 arguments, got {len(args)}")
            at = max(-(2**63), min(operator.index(args[0]), 2**63 - 1))
            storage.insert(self, at, convert(args[1]))

        def pop(self, *args):
            if len(args) > 1:
                raise TypeError(f"pop expected at most 1 argument, got {len(args)}")
            at = operator.index(args[0]) if args else -1
            if not -(2**63) <= at < 2**63:
                raise IndexError(f"cannot fit '{type(args[0]).__name__}' into an index-sized integer")
            if len(self) == 0:
                raise IndexError("pop from empty vec")
            if at < 0:
                at += len(self)
            if not 0 <= at < len(self):
                raise IndexError("pop index out of range")
            return storage.pop(self, at)

        def remove(self, value, /):
            for at, item in enumerate(self):
                if item is value or item == value:
                    break
            else:
                raise ValueError("vec.remove(x): x not in vec")
            if at < len(self):
                storage.__delitem__(self, at)

        def clear(self):
            if len(self) > 0:
                storage.__delitem__(self, slice(None))

        def reverse(self):
            storage.reverse(self)

        def copy(self):
            return self[:]

        __copy__ = copy

        def __deepcopy__(self, memo):
            import copy

            made = memo[id(self)] = cls()
            for item in self:
                add(made, copy.deepcopy(item, memo))
            return made

        def sort(self, *args, **kwargs):
            items = list(self)
            items.sort(*args, **kwargs)
            if len(items) != len(self):
                raise ValueError("vec modified during sort")
            for i, item in enumerate(items):
                put(self, i, item)

        def index(self, *args):
            if not 1 <= len(args) <= 3:
                raise TypeError(f"index expected at {'least 1' if not args else 'most 3'} argument{'s' if args else ''}, got {len(args)}")
            value, start, stop = (*args, *(0, len(self))[len(args) - 1 :])
            start, stop = operator.index(start), operator.index(stop)
            start, stop = (max(0, n + len(self)) if n < 0 else n for n in (start, stop))
            at = start
            while at < len(self) and at < stop:
                item = get(self, at)
                if item is value or item == value:
                    return at
                at += 1
            raise ValueError(f"{value!r} is not in vec")

        def count(self, value, /):
            return sum(1 for item in self if item is value or item == value)

        def __contains__(self, value):
            return any(item is value or item == value for item in self)

        def __eq__(self, other):
            if not isinstance(other, vec):
                return False if isinstance(other, storage) else NotImplemented
            return len(self) == len(other) and all(x is y or x == y for x, y in zip(self, other))

        def __ne__(self, other):
            equal = self.__eq__(other)
            return equal if equal is NotImplemented else not equal

        def __lt__(self, other):
            return NotImplemented

        __le__ = __gt__ = __ge__ = __lt__

        def __add__(self, other):
            if type(other) is not cls:
                raise TypeError(f'can only concatenate {cls.__name__} (not "{type(other).__name__}") to {cls.__name__}')
            made = self[:]
            storage.extend(made, other)
            return made

        def __mul__(self, times):
            made = cls()
            one = self[:]
            for _ in range(operator.index(times)):
                storage.extend(made, one)
            return made

        __rmul__ = __mul__

        def __iadd__(self, other):
            self.extend(other)
            return self

        def __imul__(self, times):
            return self * times

        def __repr__(self):
            if id(self) in running:
                return f"{cls.__name__}([...])"
            running.add(id(self))
            try:
                return f"{cls.__name__}({list(self)!r})"
            finally:
                running.discard(id(self))

        def __reduce__(self):
            return _reduce_vec(self)

        def __reduce_ex__(self, protocol):
            return _reduce_vec(self)

        for _name in dir(array) if code else ():
            if not _name.startswith("_") and _name not in vars():
                vars()[_name] = _Hidden()

    cls = Vec
    type.__setattr__(cls, "__name__", f"vec[{name}]")
    type.__setattr__(cls, "__qualname__", f"vec[{name}]")
    type.__setattr__(cls, "__module__", "krait")
    return cls
