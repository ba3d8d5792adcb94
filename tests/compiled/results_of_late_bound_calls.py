"""What a native function has tested is not tested again; what comes of a late-bound call in its place is."""
from typing import Any, Optional


class Node:
    def __init__(self, name: str) -> None:
        self.name = name

    def next(self) -> "Optional[Node]":
        return None

    def last(self) -> "Optional[Node]":
        return self.next()

    def count(self) -> int:
        return 1


class Other(Node):
    def next(self) -> Optional[Node]:
        return Node("other's")

    def count(self) -> bool:
        return True


def first(n: int) -> Node:
    return Node("first") if n else Other("none")


def through(n: int) -> Node:
    node: Node = first(n)
    return node


def total(node: Node, n: int) -> int:
    sum = 0
    for _ in range(n):
        sum += node.count()
    return sum


def wrong(*args: Any) -> Any:
    return 1.5


def attempt(call: Any, *args: Any) -> None:
    try:
        result = call(*args)
        print(result.name if isinstance(result, Node) else result)
    except TypeError as e:
        print("TypeError:", e)


def main() -> None:
    global first
    nodes = [Node("a"), Other("b")]
    for node in nodes:
        attempt(node.last)
        attempt(total, node, 3)
    attempt(through, 0)
    kept, kept_next, kept_count = first, Node.next, Node.count
    first = wrong  # type: ignore[assignment]
    attempt(through, 0)
    first = kept
    attempt(through, 1)
    Node.next = wrong  # type: ignore[method-assign]
    Node.count = wrong  # type: ignore[method-assign]
    for node in nodes:
        attempt(node.last)
        attempt(total, node, 3)
    Node.next = kept_next  # type: ignore[method-assign]
    Node.count = kept_count  # type: ignore[method-assign]
    nodes[0].next = lambda: "no node"  # type: ignore
    attempt(nodes[0].last)


main()
