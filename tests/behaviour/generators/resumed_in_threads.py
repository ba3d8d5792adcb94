"""Generators whose loops go on in one thread after another, each of which ends before the next one begins."""
import threading
from collections.abc import Iterator


def squares(n: int) -> Iterator[int]:
    for i in range(n):
        yield i * i


def running_totals(items: list[int]) -> Iterator[int]:
    total = 0
    for item in items:
        for _ in range(3):
            total += item
        if total % 2 == 0:
            yield total


def take_in_thread(source: Iterator[int], count: int, into: list[int]) -> None:
    def take() -> None:
        for _ in range(count):
            into.append(next(source))

    thread = threading.Thread(target=take)
    thread.start()
    thread.join()


def main() -> None:
    for source in (squares(40), running_totals(list(range(80)))):
        taken: list[int] = []
        while len(taken) < 35:
            take_in_thread(source, 7, taken)
        print(taken, sum(source))


if __name__ == "__main__":
    main()
