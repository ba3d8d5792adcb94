# Claims for parameters without annotations: from calls, defaults and operations; none is declared.
class Node:
    def __init__(self, value, left=None):
        self.value = value
        self.left = left

    def total(self):
        return self.value + 1


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def mixed(x):
    return x


def both(x):
    return x


def visit(node):
    return node.total()


def main(n):
    mixed(1)
    mixed("a")
    both(1)
    both(2.5)
    return fib(n), Node(n // 2), [visit(o) for o in globals().values()]
