# Compiled functions have __text_signature__ where Python could read their defaults back; signatures stay what they are.
import functools
import inspect


class Point:
    def __init__(self, x: float, y: float = 0.0) -> None:
        self.x = x
        self.y = y

    def moved(self, dx: float, /, dy: float = -1.5, *rest: float, scale: float = 1e300, **names: float) -> None:
        pass


class Count(int):
    pass


def plain(a, b, c): pass
def none(): pass
def defaults(a=1, b="x'y", c=None, d=True, e=(), f=(1, ("a", None), 2.5), g=(1,), h=-7): pass
def positional(a, b=2, /): pass
def positional_and_more(a, /, b=2): pass
def keywords(*, a, b=3): pass
def variable(*args, a, b=3, **kwargs): pass
def a_list(a=[]): pass
def not_a_number(a=float("nan")): pass
def infinite(a=float("inf")): pass
def derived(a=Count(1)): pass
def inner(a=(1, [])): pass
def keyword_only(*, a=object()): pass
async def coroutine(a: int = 1) -> int: return a
def generator(a: int = 1): yield a


def main() -> None:
    for f in (plain, none, defaults, positional, positional_and_more, keywords, variable, a_list, not_a_number, infinite, derived, inner,
              keyword_only, coroutine, generator, Point.__init__, Point.moved, Point(1.0).moved, lambda x, y=1: x):
        print(f.__name__, f.__text_signature__)
        assert "(" in str(inspect.signature(f))
    print(inspect.signature(a_list), inspect.signature(Point.moved))
    defaults.__defaults__ = (1, 2)
    print(defaults.__text_signature__)
    plain.__text_signature__ = "(anything)"
    print(plain.__text_signature__, vars(plain))
    del plain.__text_signature__
    print(plain.__text_signature__, vars(plain), inspect.signature(plain))

    @functools.wraps(plain)
    def wrapped(*args): return plain(*args)
    print(wrapped.__text_signature__, inspect.signature(wrapped))


if __name__ == "__main__":
    main()
