"""A class statement that runs twice: instances of the first class keep what they have."""
from typing import Any, List


def make(tag: str) -> Any:
    class Node:
        def __init__(self, value: int, weight: float) -> None:
            self.value = value
            self.weight = weight

        def label(self) -> str:
            return f"{tag}{self.value}"

    return Node


def main() -> None:
    kinds: List[Any] = []
    nodes: List[Any] = []
    for tag in ("a", "b", "c"):
        kinds.append(make(tag))
        nodes.append(kinds[-1](len(kinds), 0.5))
        nodes[0].extra = tag
    for node in nodes:
        node.value += 1
        print(node.label(), vars(node), node.weight, [isinstance(node, k) for k in kinds])
    nodes[0].__dict__.update(weight=2.0, more=1)
    print(vars(nodes[0]), nodes[0].weight, nodes[0].more)


if __name__ == "__main__":
    main()
