# function: Node.last
"""What a native method has tested its result to be is tested again only where the call is late-bound."""


class Node:
    def __init__(self, name: str) -> None:
        self.name = name

    def next(self) -> "Node | None":
        return None

    def last(self) -> "Node | None":
        return self.next()
