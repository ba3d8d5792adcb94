import lib

print(__name__, lib.NAME, lib.was_main)
if __name__ == "__main__":
    print("guarded", __file__.rsplit("/", 2)[-2:])
    import __main__
    print(hasattr(__main__, "lib"), __main__.lib is lib)
    import sys
    print(sys.modules["__main__"].__name__, sys.argv[0].rsplit("/", 1)[-1], sys.path[0].rsplit("/", 1)[-1])


class K:
    pass


def f() -> None:
    pass


def main() -> None:
    print(K.__module__, f.__module__, K().__class__.__qualname__)


if __name__ == "__main__":
    main()
