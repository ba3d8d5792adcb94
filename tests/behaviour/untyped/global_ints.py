"""Globals that are only wanted as ints, and what else they turn out to be."""
import sys

SIZE = 9
EMPTY, BLACK, WHITE = 0, 1, 2
LIMIT = 100
GONE = 3


def area(n):
    return n * SIZE + SIZE


def opposite(colour):
    return WHITE if colour == BLACK else BLACK if colour == WHITE else EMPTY


def below(n):
    return n < LIMIT


def gone(n):
    return n + GONE


class Number(int):
    def __rmul__(self, other):
        return "rmul", other

    def __radd__(self, other):
        return "radd", other

    def __gt__(self, other):
        print("gt", other)
        return other == 3


def tried(f, *args):
    try:
        return f(*args)
    except (NameError, TypeError) as e:
        return type(e).__name__, str(e), e.__traceback__.tb_next.tb_lineno


def main():
    global SIZE, LIMIT, BLACK
    module = sys.modules[__name__]
    print(area(3), [opposite(c) for c in range(4)], below(3), below(300), gone(1))
    for value in (10, 2**40, -(2**70), 2.5, True, "text", Number(4), None, [1]):
        SIZE = value
        print(tried(area, 3))
        module.LIMIT = value
        print(tried(below, 3))
    SIZE = 9
    BLACK = 1.0
    print([opposite(c) for c in range(4)], [opposite(float(c)) for c in range(3)])
    module.GONE = 2**62
    print(gone(2**62), gone(-1))
    held = 10**30
    module.GONE = held
    before = sys.getrefcount(held)
    for _ in range(50):
        gone(5)
    print(abs(sys.getrefcount(held) - before) < 5)
    del module.GONE
    print(tried(gone, 1))
    module.GONE = 7
    print(tried(gone, 1))


main()
