import sys

if sys.version_info >= (3, 8):
    def which() -> str:
        return "new"
else:
    def which() -> str:
        return "old"

try:
    import a_module_that_does_not_exist  # type: ignore
    HAVE = True
except ImportError:
    HAVE = False

    def missing() -> str:
        return "stand-in"

for suffix in ("a", "b"):
    def last() -> str:
        return suffix


def twice() -> int:
    return 1


first = twice


def twice() -> int:  # type: ignore
    return 2


def choose(n: int) -> str:
    if n > 0:
        def f() -> str:
            return "positive"
    elif n < 0:
        def f() -> str:
            return "negative"
    else:
        f = lambda: "zero"
    return f()


if HAVE:
    class Kind:
        name = "have"
else:
    class Kind:  # type: ignore
        name = "have not"


def main() -> None:
    print(which(), HAVE, missing(), last(), Kind.name)
    print(first(), twice())
    print(choose(1), choose(-1), choose(0))


if __name__ == "__main__":
    main()
