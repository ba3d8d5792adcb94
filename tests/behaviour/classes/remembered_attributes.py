# Attributes that sites remember: fields of named tuples, attributes of classes, getters that read another attribute. Whatever
# changes behind a site's back is seen.
import enum
import sys
import traceback
import types
from collections import namedtuple
from enum import Enum, Flag, IntEnum
from typing import Any, NamedTuple

NAMESPACE: dict[str, Any] = {}
exec(
    """
class Person:
    def __init__(self, name):
        self._name = name
    @property
    def name(self):
        return self._name
    @property
    def missing(self):
        return self._missing
    @property
    def twice(self):
        return self._name * 2

class Lenient(Person):
    def __getattr__(self, name):
        return "lenient " + name

class Slotted:
    __slots__ = ("_a", "__dict__")
    @property
    def a(self):
        return self._a
""",
    NAMESPACE,
)
Person: Any = NAMESPACE["Person"]
Lenient: Any = NAMESPACE["Lenient"]
Slotted: Any = NAMESPACE["Slotted"]


class P(NamedTuple):
    x: int
    y: int = 7


Q = namedtuple("Q", "x z")


class Sub(P):
    @property
    def y(self) -> int:  # type: ignore[override]
        return -1


class Color(Enum):
    RED = 1
    GREEN = "g"

    def both(self) -> str:
        return f"{self.name} {self.value!r}"


class Number(IntEnum):
    ONE = 1
    TWO = 2


class Odd(Enum):
    name = 5
    value = 6


class Perm(Flag):
    R = 4
    W = 2


def x_of(o: Any) -> Any:
    try:
        return o.x
    except (AttributeError, IndexError) as e:
        return f"{type(e).__name__}: {e}"


def y_of(o: Any) -> Any:
    return o.y


def name_of(o: Any) -> Any:
    try:
        return o.name
    except AttributeError as e:
        return f"AttributeError: {e}"


def value_of(o: Any) -> Any:
    return o.value


def named_tuples() -> None:
    for _ in range(3):
        print([x_of(o) for o in (P(1), Q(2, 3), P(4, 5), Sub(6, 7), Q(8, 9))])
        print([y_of(o) for o in (P(1), P(4, 5), Sub(6, 7))])
    bare = P.x.__get__
    print(bare((3, 4)), x_of(tuple.__new__(P, ())))
    saved = P.x
    P.x = property(lambda self: "patched")  # type: ignore
    print(x_of(P(1)), x_of(Sub(1)), x_of(Q(1, 2)))
    P.x = saved  # type: ignore
    print(x_of(P(1)), x_of(Sub(1)))
    P.x = P.y  # type: ignore
    print(x_of(P(1)))
    P.x = saved  # type: ignore
    Q.x = Q.z  # type: ignore
    print(x_of(Q(1, 2)))
    del Q.x  # type: ignore
    print(x_of(Q(1, 2)))
    # A class of another kind with the same descriptor.
    class Foreign:
        x = P.y
    try:
        print(Foreign().x)
    except TypeError as e:
        print("TypeError", e)
    print(Foreign.x is P.y)


class Meta(type):
    @property
    def data(cls) -> str:
        return "of the metaclass"

    def plain(cls) -> str:
        return "of the metaclass"


class WithMeta(metaclass=Meta):
    data = "of the class"
    plain = "of the class"
    other = "other"


class Asking(type):
    def __getattribute__(cls, name: str) -> Any:
        return "asked " + name


class Asked(metaclass=Asking):
    other = "other"


class Value:
    def __repr__(self) -> str:
        return "Value()"


class Holder:
    other: Any = 1


class Heir(Holder):
    pass


def other_of(cls: Any) -> Any:
    try:
        return cls.other
    except AttributeError as e:
        return f"AttributeError: {e}"


def class_attributes() -> None:
    print([other_of(c) for c in (WithMeta, Asked, Holder, Heir, Holder, WithMeta) for _ in range(2)])
    print(WithMeta.data, WithMeta.plain, WithMeta.__name__, WithMeta.__mro__[0].__name__)
    Holder.other = 2
    print(other_of(Holder), other_of(Heir))
    Heir.other = 3
    print(other_of(Holder), other_of(Heir))
    del Heir.other
    print(other_of(Holder), other_of(Heir))
    value = Value()
    Holder.other = value
    print(other_of(Holder), other_of(Heir))
    Value.__get__ = lambda self, o, cls: ("got", o, cls.__name__)  # type: ignore
    print(other_of(Holder), other_of(Heir))
    del Value.__get__  # type: ignore
    print(other_of(Holder))
    Meta.other = property(lambda cls: "hidden by the metaclass")  # type: ignore
    print(other_of(WithMeta))
    del Meta.other  # type: ignore
    print(other_of(WithMeta))
    del Holder.other
    print(other_of(Heir))
    Holder.other = classmethod(lambda cls: cls.__name__)
    print(other_of(Heir)(), other_of(Holder)())
    Holder.other = staticmethod(len)
    print(other_of(Heir)("abc"))
    Holder.other = lambda: "function"
    print(other_of(Heir)())
    Holder.other = 1


def members() -> None:
    for _ in range(3):
        print([name_of(c) for c in (Color.RED, Number.TWO, Color.GREEN, Perm.R, Perm.R | Perm.W, Person("p"))])
        print([value_of(c) for c in (Color.RED, Number.TWO, Color.GREEN, Perm.R, Perm.R | Perm.W)])
        print(Color.RED.both(), Color.GREEN.both())
    print(Odd.name, Odd.value, Odd["name"].value, Odd.value.name, name_of(Odd), name_of(Odd.value), value_of(Odd["name"]))
    for change in ("_value_", "_name_"):
        saved = getattr(Color.RED, change)
        setattr(Color.RED, change, "changed")
        print(value_of(Color.RED), name_of(Color.RED))
        setattr(Color.RED, change, saved)
    dir(Color.RED), vars(Color.GREEN)
    print(value_of(Color.RED), value_of(Color.GREEN))
    try:
        Color.RED.value = 3  # type: ignore
    except AttributeError as e:
        print(e)
    try:
        Color.RED = 3  # type: ignore
    except AttributeError as e:
        print(e)
    try:
        del Color.RED
    except AttributeError as e:
        print(e)
    type.__setattr__(Color, "RED", "other")
    print(Color.RED)
    type.__setattr__(Color, "RED", Color(1))
    print(Color.RED)
    print([c.name for c in Color], [c.value for c in Perm])


def patched_getters() -> None:
    get = enum.property.__get__
    print(value_of(Color.RED))
    enum.property.__get__ = lambda self, o, cls=None: ("patched", o._value_)  # type: ignore
    print(value_of(Color.RED))
    enum.property.__get__ = get  # type: ignore
    print(value_of(Color.RED))
    prop = Enum.__dict__["value"]
    fget = prop.fget
    prop.fget = lambda self: "other getter"
    print(value_of(Color.RED))
    prop.fget = fget
    print(value_of(Color.RED))
    code = fget.__code__
    fget.__code__ = eval("lambda self: \"other code\"").__code__
    print(value_of(Color.RED))
    fget.__code__ = code
    print(value_of(Color.RED))
    p, l = Person("p"), Lenient("l")
    print(name_of(p), name_of(l))
    own = Person.__dict__["name"]
    getter = own.fget
    own.__init__(lambda self: "initialised anew")
    print(name_of(p), name_of(l))
    own.__init__(getter)
    print(name_of(p), name_of(l))
    code = getter.__code__
    getter.__code__ = Person.__dict__["twice"].fget.__code__
    print(name_of(p), name_of(l))
    getter.__code__ = code
    print(name_of(p), name_of(l))
    del p._name, l._name
    print(name_of(p), name_of(l))
    p.__dict__["name"] = "hidden"
    print(name_of(p))
    p.__dict__["_name"] = "of the dict"
    print(name_of(p))
    Lenient.name = "plain"
    print(name_of(l))
    l.name = "own"
    print(name_of(l))
    del Lenient.name
    try:
        print(name_of(l))
        l._name = "again"
        print(name_of(l))
    finally:
        print(sorted(vars(l)))
    s = Slotted()
    for _ in range(2):
        try:
            print(s.a)
        except AttributeError as e:
            print(type(e).__name__, e)
        s._a = 5
    print(Person("x").twice)


def missing() -> None:
    p = Person("p")
    for _ in range(2):
        try:
            p.missing
        except AttributeError:
            print([(f.name, f.line) for f in traceback.extract_tb(sys.exc_info()[2]) if f.name != "missing"], "missing" in traceback.format_exc())
    print(Lenient("l").missing)


def traced() -> None:
    seen: list[str] = []

    def profile(frame: types.FrameType, event: str, arg: object) -> None:
        if event == "call":
            seen.append(frame.f_code.co_name)

    p = Person("p")
    c = Color.RED
    for _ in range(2):
        sys.setprofile(profile)
        name_of(p)
        value_of(c)
        sys.setprofile(None)
        print([name for name in seen if name in ("name", "value", "__get__")])
        seen.clear()


def main() -> None:
    named_tuples()
    class_attributes()
    members()
    patched_getters()
    missing()
    traced()


if __name__ == "__main__":
    main()
