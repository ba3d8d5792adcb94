"""Instances whose fields cannot lead to a cycle, put into one by attributes beside the fields."""
import gc
import weakref
from typing import Any, List


class Node:
    def __init__(self, n: int) -> None:
        self.n = n


def reached(n: Node) -> Any:
    n.extra = n  # type: ignore
    return weakref.ref(n)


def through_dict(n: Node) -> Any:
    n.__dict__["extra"] = [n]
    return weakref.ref(n)


def main() -> None:
    refs: List[Any] = [reached(Node(1)), through_dict(Node(2))]
    gc.collect()
    print([r() is None for r in refs])


if __name__ == "__main__":
    main()
