# krait: --deferred-annotations
# Annotations may name what is defined later: they are evaluated when somebody asks for them.
import dataclasses
import inspect
import typing
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, NamedTuple, Optional, TypedDict, TypeVar

limit: Later = 3
missing: NoSuchName
fine: "quoted"


class Node:
    value: int
    next: Optional[Node] = None
    label: Label

    def __init__(self, value: int, next: Node | None = None) -> None:
        self.value = value
        self.next = next

    def appended(self, *more: Node, by: (
            Label  # over lines
    ) = None, **rest: list[Node]) -> Node:
        return Node(self.value, more[0] if more else self.next)

    Alias = int

    def local(self, x: Alias) -> Alias:
        return x


@dataclass(order=True)
class Tree:
    key: int
    left: Optional[Tree] = None
    right: Tree | None = None
    kind: ClassVar[Kind] = None
    tags: list[Label] = field(default_factory=list)


class Pair(NamedTuple):
    first: Node
    rest: Optional[Pair] = None


class Record(TypedDict, total=False):
    node: Node
    parent: Record


class Counted:
    global_count: int = 0
    if True:
        conditional: Later
    __private: int = 1
    listed: "Counted"
    global_count: str = ""


T = TypeVar("T")


class Box(Generic[T]):
    item: T
    others: list[Box[T]]


def function(a: Label, b: Node = None, /, *args: T, c: Later, **kw: Any) -> dict[str, Tree]:
    return {}


def never(x: NoSuchName) -> None: ...
def bad_attribute(x: typing.NoSuchType) -> None: ...


class Mixed:
    a: int
    __annotations__ = {"own": 1}
    b: NoSuchName


def nested() -> Any:
    def inner(x: Later, y: Node) -> Tree: ...
    return inner


def early() -> None:
    for what in (function, never, Node):
        try:
            print(what.__annotations__)
        except NameError as e:
            print("NameError:", e)


early()


class Label(str):
    pass


class Kind:
    pass


Later = int


def main() -> None:
    print(Node.__annotations__, Node.__annotations__ is Node.__annotations__, type(Node.__annotations__) is dict)
    print(type(vars(Node)["__annotations__"]) is dict)
    print(Node.__init__.__annotations__, Node.appended.__annotations__, Node.local.__annotations__)
    print(inspect.signature(function), inspect.signature(Node.appended))
    print([(f.name, f.type) for f in dataclasses.fields(Tree)])
    print(Tree.__annotations__, typing.get_type_hints(Tree))
    print(Tree(2) > Tree(1), Tree(1, Tree(0)), Tree.kind)
    print(Pair._fields, Pair.__annotations__, typing.get_type_hints(Pair), Pair(Node(1)).rest)
    print(Record.__annotations__, typing.get_type_hints(Record), Record.__optional_keys__ == {"node", "parent"})
    print(Counted.__annotations__, list(Counted.__annotations__))
    print(Box.__annotations__, typing.get_type_hints(Node.appended))
    print(Mixed.__annotations__, nested().__annotations__)
    space = globals()["__annotations__"]
    print(len(space), isinstance(space, dict), "limit" in space, space["limit"], space.get("missing"), list(space), space | {"z": 1})
    for what in (never, bad_attribute):
        for _ in range(2):
            try:
                print(what.__annotations__)
            except (NameError, AttributeError) as e:
                tb = e.__traceback__
                while tb.tb_next:
                    tb = tb.tb_next
                print(type(e).__name__, e, tb.tb_frame.f_code.co_name, tb.tb_lineno, next(iter(list(tb.tb_frame.f_code.co_positions())[tb.tb_lasti // 2][2:])))
    never.__annotations__ = {"x": int}
    print(never.__annotations__)
    del never.__annotations__
    print(never.__annotations__)
    Counted.__annotations__ = {"a": 1}
    print(Counted.__annotations__, Node(1).__annotations__ is Node.__annotations__)
    try:
        Node("x")
    except TypeError as e:
        print(e)


if __name__ == "__main__":
    main()
