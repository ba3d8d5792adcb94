class Plain:
    pass


class OnlyRepr:
    def __repr__(self) -> str:
        return "<OnlyRepr>"


class Both:
    def __repr__(self) -> str:
        return "R"

    def __str__(self) -> str:
        return "S"

    def __format__(self, spec: str) -> str:
        return "F[" + spec + "]"


class Bytes:
    def __bytes__(self) -> bytes:
        return b"\x00\x01"


class Truth:
    def __init__(self, v: bool) -> None:
        self.v = v

    def __bool__(self) -> bool:
        return self.v


class Length:
    def __init__(self, n: int) -> None:
        self.n = n

    def __len__(self) -> int:
        return self.n


class BadStr:
    def __str__(self) -> str:
        return 5  # type: ignore

    def __bool__(self) -> bool:
        return 1  # type: ignore

    def __len__(self) -> int:
        return -1


def main() -> None:
    print(repr(Plain()).split(" at ")[0])
    print(OnlyRepr(), str(OnlyRepr()), f"{OnlyRepr()}", [OnlyRepr()], (OnlyRepr(),), {1: OnlyRepr()})
    b = Both()
    print(b, repr(b), [b], f"{b}", f"{b!r}", f"{b!s}", f"{b:>5}", "%s %r" % (b, b), format(b, "x"), "{:q}".format(b))
    print(bytes(Bytes()))
    print([bool(Truth(v)) for v in (True, False)], "yes" if Truth(True) else "no", not Truth(True))
    print(bool(Length(0)), bool(Length(2)), Length(0) or "empty", Length(1) and "full")
    for f in (lambda: str(BadStr()), lambda: len(BadStr())):
        try:
            print(f())
        except (TypeError, ValueError) as e:
            print(type(e).__name__, e)


if __name__ == "__main__":
    main()
