import sys


def down(n: int) -> int:
    return down(n + 1) + 1


def even(n: int) -> bool:
    return odd(n - 1)


def odd(n: int) -> bool:
    return even(n - 1)


class Node:
    def walk(self) -> int:
        return self.walk()

    def __len__(self) -> int:
        return len(self)

    def __repr__(self) -> str:
        return repr(self)


def closure() -> int:
    def inner(n: int) -> int:
        return inner(n + 1)
    return inner(0)


def gen(n: int):  # type: ignore
    yield from gen(n + 1)


def bounded(n: int) -> int:
    return 0 if n == 0 else 1 + bounded(n - 1)


def attempt(name: str, f) -> None:  # type: ignore
    try:
        f()
        print(name, "no error")
    except RecursionError as e:
        print(name, type(e).__name__, str(e)[:32])


def main() -> None:
    attempt("self", lambda: down(0))
    attempt("mutual", lambda: even(0))
    attempt("method", lambda: Node().walk())
    attempt("len", lambda: len(Node()))
    attempt("repr", lambda: repr(Node()))
    attempt("closure", closure)
    attempt("generator", lambda: list(gen(0)))
    print(bounded(500))
    old = sys.getrecursionlimit()
    sys.setrecursionlimit(5000)
    print(bounded(4000))
    sys.setrecursionlimit(old)
    attempt("after", lambda: bounded(4000))


if __name__ == "__main__":
    main()
