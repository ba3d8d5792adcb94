"""What a class and its functions say of their source."""


def decorate(c):
    return c


@decorate
class C:
    """Doc of C.

        indented
      less
	tab
    """

    y: int = 1

    def __init__(self) -> None:
        "  one line  "
        self.b = 2
        self.a, (self.c, *self.d) = 1, (2, 3)
        self.e: int = 1
        for self.f in range(2):
            pass

    def more(other, self: "C") -> None:
        """First.
          Second.

            Third.
        Fourth.
           """
        self.y += 1
        self.__private = 1
        other.z = 2  # type: ignore

        def inner() -> None:
            self.g = 5

        class Inner:
            def __init__(self) -> None:
                self.nothing = 1

        inner()
        print(sorted(getattr(Inner, "__static_attributes__", ())))


class Empty: ...


def main() -> None:
    for c in (C, Empty):
        print(c.__name__, repr(c.__doc__), getattr(c, "__firstlineno__", None), sorted(getattr(c, "__static_attributes__", ())))
        print([k for k in vars(c) if k not in ("__dict__", "__weakref__", "__annotations__")])
    print(repr(C.__init__.__doc__), repr(C.more.__doc__), repr(main.__doc__))
    c = C()
    c.more(c)


if __name__ == "__main__":
    main()
