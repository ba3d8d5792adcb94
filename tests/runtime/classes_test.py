"""Native classes: fields as attributes, layout, life of instances."""
import copy
import dataclasses
import gc
import pickle
import weakref

import classes_ext as ext
from support import check_leaks, outcome

log = []


def init(self, value=0):
    self.value = value


def bump(self):
    self.value += 1
    return self.value


def make(extra=None, bases=(object,)):
    ns = {"__module__": "__main__", "__qualname__": "Node", "__init__": init, "bump": bump, "flag": True}
    ns.update(extra or {})
    return ext.make_node(bases, ns)


Node = make()
Leaf = ext.make_leaf((Node,), {"__module__": "__main__", "__qualname__": "Leaf"})


def test_fields():
    n = Node(5)
    assert (n.value, n.flag, n.bump()) == (5, True, 6)
    assert outcome(getattr, n, "left") == ("AttributeError", "'Node' object has no attribute 'left'")
    n.flag = False
    assert n.flag is False
    del n.flag
    assert n.flag is True and Node.flag is True
    n.weight = 1
    assert n.weight == 1 and type(n.weight) is int
    n.weight = 2.5
    assert n.weight == 2.5
    assert outcome(setattr, n, "value", "x") == ("TypeError", "int object expected; got str")
    assert outcome(setattr, n, "weight", None) == ("TypeError", "float object expected; got None")
    assert outcome(setattr, n, "flag", 1) == ("TypeError", "bool object expected; got int")
    big = 10**30
    n.value = big
    assert n.value is big
    assert outcome(delattr, n, "left")[0] == "AttributeError"
    n.extra = [1]
    n.left = n
    assert list(vars(n)) == ["value", "weight", "extra", "left"], vars(n)  # as they were set
    vars(n)["value"] = 7
    n.__dict__.update(left=None, other=3)
    assert (n.value, n.left, n.other) == (7, None, 3)
    n.__dict__.pop("other")
    assert not hasattr(n, "other")
    assert outcome(getattr, Node, "left") == ("AttributeError", "type object 'Node' has no attribute 'left'")
    assert "__slots__" not in Node.__dict__ and not [k for k in dir(Node) if k.startswith("_kr")]


def test_subclasses():
    leaf = Leaf(1)
    other = Leaf(2)
    assert outcome(getattr, other, "count")[0] == "AttributeError" and "count" not in vars(other)
    other.count = -113
    assert other.count == -113
    del other.count
    assert outcome(delattr, other, "count")[0] == "AttributeError" and not hasattr(other, "count")
    leaf.count = 9
    assert outcome(setattr, leaf, "count", 2**63)[0] == "OverflowError"

    class Sub(Leaf):
        value = property(lambda self: 42, lambda self, v: None)

        def __init__(self):
            super().__init__()
            self.own = 1

    s = Sub()
    s.left = s
    assert (s.value, s.own, hasattr(s, "count")) == (42, 1, False)
    assert ext.guards(Node()) == (1, 1, 0, 0), ext.guards(Node())
    assert ext.guards(leaf) == (0, 1, 1, 1)
    assert ext.guards(s) == (0, 0, 0, 0)
    assert ext.guards(3) == (0, 0, 0, 0)

    class Plain:
        pass

    class Mixed(Plain, Node):
        pass

    m = Mixed(3)
    m.own = m
    assert (m.value, m.own) == (3, m)
    assert outcome(setattr, Node(), "__class__", Leaf)[0] == "TypeError"


def test_life():
    for cls in (Node, Leaf):
        n = cls(1)
        r = weakref.ref(n)
        n.left = n
        n.other = n
        del n
        gc.collect()
        assert r() is None
    chain = None
    for i in range(100_000):
        n = Node(i)
        n.left = chain
        chain = n
    del n, chain


def test_copies():
    n = Node(3)
    n.left = [1]
    n.more = "x"
    for other in (copy.copy(n), copy.deepcopy(n), *(pickle.loads(pickle.dumps(n, p)) for p in range(6))):
        assert type(other) is Node and vars(other) == vars(n), vars(other)


def test_finalizer():
    def finalize(self):
        log.append(self.value)

    Final = make({"__del__": finalize, "__qualname__": "Final"})
    for _ in range(3):
        Final(8)
    assert log[-3:] == [8, 8, 8]
    del log[:]
    make()


def test_rebinding():
    cls = make()
    assert ext.guards(cls(1))[0] == 1
    cls.flag = False
    assert cls(1).flag is False
    assert ext.guards(cls(1))[0] == 1
    cls.bump = lambda self: 0
    assert ext.guards(cls(1))[0] == 0
    assert ext.guards(cls(1))[:2] == (0, 1)
    cls.bump = bump
    assert ext.guards(cls(1))[0] == 1


def test_dataclass():
    cls = ext.make_node((object,), {"__module__": "__main__", "__qualname__": "Node", "__annotations__": {"value": int, "weight": float, "left": list},
                                    "weight": 0.5, "left": dataclasses.field(default_factory=list)})
    cls = dataclasses.dataclass(cls)
    a = cls(1)
    assert repr(a) == "Node(value=1, weight=0.5, left=[])", repr(a)
    assert a == cls(1) and a != cls(2) and dataclasses.asdict(a) == {"value": 1, "weight": 0.5, "left": []}
    assert dataclasses.replace(a, value=4).value == 4
    assert ext.guards(a)[:2] == (1, 1)


def test_new():
    make()
    n = ext.new_node()
    assert vars(n) == {}
    n.value = 2
    del n
    assert vars(ext.new_node()) == {}


def test_declines():
    class Other:
        pass

    cls = make(bases=(Other,))
    n = cls(1)
    n.left = 2
    assert (n.value, n.left, ext.guards(n)) == (1, 2, (0, 0, 0, 0))
    cls = make({"__slots__": ("value", "weight")}, bases=(object,))
    assert cls(4).value == 4 and outcome(setattr, cls(4), "left", 1)[0] == "AttributeError"


tests = [test_fields, test_subclasses, test_life, test_copies, test_new, test_finalizer, test_rebinding, test_dataclass, test_declines]
for test in tests:
    test()
check_leaks(test_fields, test_life, test_copies, test_new)
