import copy
import pickle

import attr
from attr import validators as v


@attr.s
class Point:
    x = attr.ib(default=0)
    y = attr.ib(default=0, validator=v.instance_of(int))


@attr.s(auto_attribs=True, slots=True, order=True)
class Item:
    name: str
    price: float = attr.ib(default=1.5, converter=float)
    tags: list = attr.ib(factory=list, repr=False, eq=False)
    kind: str = attr.ib(default="k", kw_only=True)

    @price.validator
    def positive(self, attribute, value):
        if value < 0:
            raise ValueError(f"{attribute.name} is negative: {value}")


@attr.define
class Modern:
    a: int
    b: str = "b"
    _private: int = attr.field(default=3)
    total: int = attr.field(init=False)

    def __attrs_post_init__(self):
        self.total = self.a * 2


@attr.frozen
class Frozen:
    x: int
    y: int = attr.field(default=attr.Factory(lambda self: self.x + 1, takes_self=True))


@attr.s(hash=True, cmp=True)
class Key:
    k = attr.ib()
    note = attr.ib(default=None, hash=False, eq=False)


@attr.s
class Sub(Point):
    z = attr.ib(default=9, metadata={"unit": "m"})


@attr.s(repr_ns="ns", str=True)
class Err(Exception):
    msg = attr.ib(default="m")


def main():
    p = Point(1, 2)
    print(p, p == Point(1, 2), p != Point(), Sub(1), Sub(z=5) == Sub(z=5), attr.asdict(Sub(1)), attr.astuple(p), attr.has(Point), attr.has(int))
    print(Item("a"), Item("b", "2.5"), Item("a") < Item("b"), sorted([Item("z"), Item("c", 1), Item("c", 0)]), Item("q", kind="w").kind)
    print(attr.asdict(Item("n", tags=[Point(1), {"k": Point()}])), attr.asdict(Item("n"), filter=attr.filters.exclude(float)))
    m = Modern(4)
    m.a = 5
    print(m, m.total, attr.evolve(Frozen(1), x=7), Frozen(1).y, hash(Frozen(1)) == hash(Frozen(1)), {Key(1): 2}[Key(1, "other")])
    for f in (lambda: Point(y="s"), lambda: Item("x", -1), lambda: Item(), lambda: setattr(Frozen(1), "x", 2), lambda: setattr(Item("a"), "zz", 1), lambda: Modern("a", 1, 2, 3, 4), lambda: hash(Point()),
              lambda: attr.fields(int), lambda: Point() < 5, lambda: attr.validate(Point(y=1)), lambda: Item("a", "notafloat")):
        try:
            print(f())
        except Exception as e:
            print(type(e).__name__, str(e)[:100])
    print([a.name for a in attr.fields(Sub)], attr.fields(Sub).z.metadata["unit"], attr.fields_dict(Sub)["z"].default, attr.fields(Point).y.validator)
    print(copy.copy(Item("c")), pickle.loads(pickle.dumps(Item("d", 4))), copy.deepcopy(Frozen(3)), pickle.loads(pickle.dumps(Frozen(2))))
    print(str(Err("boom")), Err("x").args, repr(attr.NOTHING), bool(attr.NOTHING), attr.Factory(list))
    D = attr.make_class("D", {"q": attr.ib(default=1), "r": attr.ib(factory=dict)})
    print(D(), D(5), attr.evolve(D(), q=2))

    @attr.s
    class Val:
        a = attr.ib(default=None, validator=v.optional(v.in_([1, 2])))
        b = attr.ib(default="abc", validator=[v.instance_of(str), v.matches_re("[a-c]+")])
        c = attr.ib(default=(), validator=v.deep_iterable(v.instance_of(int)))
        d = attr.ib(default=5, validator=v.and_(v.ge(1), v.lt(10)))
    print(Val(), Val(a=2))
    for kw in ({"a": 3}, {"b": "zzz"}, {"c": ["x"]}, {"d": 10}, {"b": 5}):
        try:
            Val(**kw)
        except (ValueError, TypeError) as e:
            print(type(e).__name__, str(e.args[0])[:70])
    w = Val()
    w.d = 100
    try:
        attr.validate(w)
    except ValueError as e:
        print(e.args[0])
    conv = attr.converters
    print(conv.optional(int)(None), conv.optional(int)("5"), conv.default_if_none(3)(None), conv.pipe(str, len)(12345), conv.to_bool("yes"))
    C = attr.cmp_using(eq=lambda a, b: abs(a - b) < 1)
    print(C(1) == C(1.5), C.__name__)
    print(attr.__version__, attr.__version_info__ < (99, 0, 0, "final"))

    @attr.define(on_setattr=attr.setters.validate)
    class OnSet:
        n: int = attr.field(validator=v.instance_of(int))
    o = OnSet(1)
    try:
        o.n = "s"
    except TypeError as e:
        print(e.args[0])
    print(attr.resolve_types(Modern) is Modern, OnSet.__attrs_attrs__[0].type)


main()
