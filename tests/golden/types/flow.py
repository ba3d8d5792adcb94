class Node:
    def __init__(self, value, left=None):
        self.value = value
        self.left = left
        self.seen = []


def walk(node: "Node | None", limit: int = 10) -> list[int]:
    out = []
    count = 0
    while node is not None and count < limit:
        out.append(count)
        count += 1
        node = node.left
    return out


def untyped(n):
    total = 0
    for i in range(n):
        if i % 3 == 0:
            total += i
    return total
