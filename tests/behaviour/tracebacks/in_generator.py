from typing import Iterator


def numbers(n: int) -> Iterator[int]:
    for i in range(n):
        if i == 2:
            raise KeyError(i)
        yield i


def relay(n: int) -> Iterator[int]:
    yield from numbers(n)


def total(n: int) -> int:
    t = 0
    for x in relay(n):
        t += x
    return t


def main() -> None:
    print(sum(x for x in relay(2)))
    total(5)


if __name__ == "__main__":
    main()
