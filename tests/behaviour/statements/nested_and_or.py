"""`and` and `or` within each other ask no operand for its truth twice."""
import itertools


class Loud:
    def __init__(self, name, truth):
        self.name = name
        self.truth = truth

    def __bool__(self):
        print(self.name, end=" ")
        return self.truth


def values(a, b, c, d):
    yield a and b or c
    yield (a or b) and c
    yield a and (b or c)
    yield a or (b and c)
    yield (a and b) or (c and d)
    yield (a or b) and (c or d)
    yield (a and b and c) or d
    yield ((a or b) and c) or d
    yield ((a and b) or c) and d
    yield (a or b) or (c or d)
    yield (a and b) and c
    yield not (a and b) or c
    yield (a if b else c) and d or a
    yield a and (b and c or d)


def main():
    for truths in itertools.product((False, True), repeat=4):
        objects = [Loud(n, t) for n, t in zip("abcd", truths)]
        for value in values(*objects):
            print("->", value.name if isinstance(value, Loud) else value)
        a, b, c, d = objects
        if a and b or c:
            print("first")
        if (a or b) and (not c or d):
            print("second")


main()
