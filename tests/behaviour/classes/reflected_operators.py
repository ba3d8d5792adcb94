class Left:
    def __add__(self, o: object) -> object:
        if isinstance(o, Right):
            return NotImplemented
        return "Left.add"

    def __radd__(self, o: object) -> str:
        return "Left.radd"

    def __eq__(self, o: object) -> bool:
        return NotImplemented  # type: ignore

    def __lt__(self, o: object) -> object:
        return NotImplemented


class Right:
    def __radd__(self, o: object) -> str:
        return "Right.radd " + type(o).__name__

    def __rsub__(self, o: object) -> str:
        return "Right.rsub"

    def __rpow__(self, o: object) -> str:
        return "Right.rpow"

    def __rfloordiv__(self, o: object) -> str:
        return "Right.rfloordiv"

    def __gt__(self, o: object) -> str:
        return "Right.gt"

    def __eq__(self, o: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 1


class Base:
    def __add__(self, o: object) -> str:
        return "Base.add"

    def __radd__(self, o: object) -> str:
        return "Base.radd"


class Sub(Base):
    def __radd__(self, o: object) -> str:
        return "Sub.radd"


class Quiet(Base):
    pass


def main() -> None:
    l, r = Left(), Right()
    print(l + r, l + 1, 1 + l, 2 - r, 2 ** r, [] // r)  # type: ignore
    print(l < r, l == r, r == l, l == l, l == Left())  # type: ignore
    print(Base() + Sub(), Sub() + Base(), Base() + Base(), Base() + Quiet(), Quiet() + Base())
    print("x" + r, 1.5 + r)  # type: ignore
    for f in (lambda: r + 1, lambda: l < l, lambda: l - r, lambda: r - l, lambda: object() + l):  # type: ignore
        try:
            print(f())
        except TypeError as e:
            print(e)


if __name__ == "__main__":
    main()
