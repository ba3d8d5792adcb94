"""A method with a private name that runs as bytecode and names its own class."""


class Counter:
    made = 0

    def __init__(self) -> None:
        Counter.made += 1
        self.__n = Counter.made

    def n(self) -> int:
        exec("pass")
        return self.__n + Counter.made


def main() -> None:
    other = type("Other", (), {})()
    Counter.__init__(other)
    print(other._Counter__n, Counter().n(), Counter.n(other))


if __name__ == "__main__":
    main()
