"""Loops over numbers that have names in the module, which may change meanwhile; numbers that go from one list to another."""
LIMIT = 5
SCALE = 0.5
BIG = 2**70
kept: list[int] = []


def below(values: list[int]) -> int:
    n = 0
    for v in values:
        if v < LIMIT:
            n += 1
        elif v == BIG:
            n += 100
    return n


def scaled(values: list[float]) -> float:
    total = 0.0
    for v in values:
        total += v * SCALE
    return total


def rebound(values: list[int]) -> int:
    global LIMIT
    n = 0
    for v in values:
        if v < LIMIT:
            n += 1
        if v == 3:
            LIMIT = 2
        elif v == 4:
            LIMIT = True
    return n


def moved(source: list[int], target: list[int]) -> list[bool]:
    for i in range(len(source)):
        if source[i] > 1000:
            target.append(source[i])
            source[i] += 1
    return [a is b for a, b in zip(source, target)]


def main() -> None:
    global LIMIT
    LIMIT = 5
    print(below(list(range(10))), below([BIG, 1, 2]), scaled([1.0, 2.0, 4.0]))
    print(rebound([1, 2, 3, 4, 1, 0, 5]), LIMIT)
    LIMIT = 5
    saved = globals().pop("LIMIT")
    try:
        print(below([1, 2]))
    except NameError as e:
        print(e)
    globals()["LIMIT"] = saved
    globals()["SCALE"] = 3
    print(below([1, 2]), scaled([1.0, 2.0]))
    globals()["SCALE"] = 0.5
    source, target = [1, 2000, 3000, 5, 2**80], [0]
    print(moved(source, target), source, target)
    one = [123456789]
    two: list[int] = []
    moved(one, two)
    print(one, two)


if __name__ == "__main__":
    main()
