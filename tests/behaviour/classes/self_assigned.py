# `self` and `cls` without an annotation are variables like any other: a body may give them something else.


def both(a: object, b: object) -> tuple[object, object]:
    if isinstance(b, Amount):
        return a, b
    if isinstance(b, int):
        return a, Amount(b)
    return NotImplemented, NotImplemented


class Amount:
    __slots__ = ("value",)

    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        self, other = both(self, other)
        if other is NotImplemented:
            return other
        return self.value == other.value

    def shown(self):
        self = self.value
        return self + 1

    @classmethod
    def make(cls, value):
        made = cls(value)
        cls = value
        return made.value, cls

    def later(self):
        def show():
            return self

        self = "captured"
        return show()

    def looped(self):
        for self in range(self.value):
            pass
        return self


def main() -> None:
    print(Amount(1) == Amount(1), Amount(2) == 2, Amount(2) == 3, Amount(1) == "x")
    print(Amount(4).shown(), Amount.make("y"), Amount(3).later(), Amount(3).looped())


if __name__ == "__main__":
    main()
