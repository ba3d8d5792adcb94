"""Defaults are evaluated once, at the def, left to right."""
log: list[str] = []


def note(name: str, value: int) -> int:
    log.append(name)
    return value


base = 5


def f(a: int = note("a", base), *, b: int = note("b", base * 2), c: int = note("c", base + 1)) -> tuple[int, int, int]:
    return a, b, c


base = 50


def make(n: int) -> list[int]:
    fs = []
    for i in range(n):
        def g(x: int = i * 10) -> int:
            return x
        fs.append(g)
    return [g() for g in fs]


def main() -> None:
    print(log)
    print(f())
    print(f(1, c=2))
    print(make(4))
    print(f.__kwdefaults__, f.__defaults__)


if __name__ == "__main__":
    main()
