counter = 0
names: list[str] = []
ratio = 1.5


def bump(by: int = 1) -> int:
    global counter
    counter += by
    return counter


def define() -> None:
    global created
    created = "made here"


def shadow() -> int:
    counter = 100
    counter += 1
    return counter


def both() -> int:
    global counter, ratio
    counter, ratio = counter * 2, ratio * 2
    return counter


def remove() -> None:
    global created
    del created


def nested() -> int:
    def inner() -> int:
        global counter
        counter = 7
        return counter
    return inner() + counter


def append(s: str) -> None:
    names.append(s)


def main() -> None:
    global counter, ratio
    counter, ratio = 0, 1.5
    print(bump(), bump(), bump(10), counter)
    define()
    print(created)  # type: ignore  # noqa
    print(shadow(), counter)
    print(both(), ratio)
    remove()
    try:
        print(created)  # type: ignore  # noqa
    except NameError as e:
        print(e)
    print(nested(), counter)
    append("a")
    append("b")
    print(names)
    names.clear()
    globals()["counter"] = 99
    print(counter, bump())
    print("created" in globals())


if __name__ == "__main__":
    main()
