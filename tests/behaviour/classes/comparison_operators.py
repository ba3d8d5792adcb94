from typing import List


class Money:
    def __init__(self, cents: int) -> None:
        self.cents = cents

    def __eq__(self, o: object) -> bool:
        if not isinstance(o, Money):
            return NotImplemented
        return self.cents == o.cents

    def __lt__(self, o: "Money") -> bool:
        return self.cents < o.cents

    def __le__(self, o: "Money") -> bool:
        return self.cents <= o.cents

    def __hash__(self) -> int:
        return hash(self.cents)

    def __repr__(self) -> str:
        return f"Money({self.cents})"


class Always:
    def __eq__(self, o: object) -> bool:
        return True

    def __ne__(self, o: object) -> bool:
        return True


class NoHash:
    def __eq__(self, o: object) -> bool:
        return self is o


class Text:
    def __lt__(self, o: object) -> str:
        return "yes"

    def __eq__(self, o: object) -> List[int]:  # type: ignore
        return []


def main() -> None:
    a, b, c = Money(1), Money(2), Money(1)
    print(a == c, a != c, a == b, a < b, a > b, a <= c, a >= b, a == 1, a != 1)
    print(sorted([b, a, Money(-5)]), max(a, b), min([b, a]))
    print({a: "x"}[c], c in {a, b}, len({a, b, c}), a in [c], [a, b].index(Money(2)))
    x = Always()
    print(x == 1, x != 1, 1 == x, x in [0])
    try:
        hash(NoHash())
    except TypeError as e:
        print(e)
    print(NoHash.__hash__)
    t = Text()
    print(t < 1, t == 1, bool(t == 1), t != 1, 1 > t)
    if t < 5:
        print("truthy")
    print(a < b < Money(3), a < b > c, not a < b)
    try:
        a < 1  # type: ignore
    except AttributeError as e:
        print(e)
    try:
        Always() < Always()  # type: ignore
    except TypeError as e:
        print(e)


if __name__ == "__main__":
    main()
