# A function in a class that takes nothing is one for the class: instances cannot call it.


class Reader:
    def __init__(self) -> None:
        self.n = 1

    def from_nothing():  # noqa
        return "nothing"

    def from_rest(*rest):
        return len(rest), [type(r).__name__ for r in rest]

    def from_named(**named):
        return sorted(named)

    def from_keyword(*, key=1):
        return key

    @classmethod
    def chosen(cls, name: str) -> object:
        return getattr(cls, "from_" + name, cls.from_rest)()

    def through_self(self) -> object:
        try:
            return self.from_nothing()
        except TypeError as e:
            return str(e)


class Derived(Reader):
    def from_nothing():
        return "derived"


def main() -> None:
    print(Reader.from_nothing(), Derived.from_nothing(), Reader.from_rest(1, 2), Reader.from_named(a=1), Reader.from_keyword(key=2))
    print(Reader().from_rest(3), Reader().through_self(), Derived().through_self())
    for name in "nothing", "rest", "named", "keyword", "other":
        print(Reader.chosen(name), Derived.chosen(name))
    for cls in (Reader, Derived):
        for name in "from_nothing", "from_named", "from_keyword":
            try:
                print(getattr(cls(), name)())
            except TypeError as e:
                print(e)


if __name__ == "__main__":
    main()
