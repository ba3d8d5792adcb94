"""A comprehension reads a variable of the function around it that is not bound: which error, and of which frame."""


def inside(bind: bool) -> list[int]:
    if bind:
        v = 1
    return [i + v for i in [1, 2]]


def first_iterable(bind: bool) -> list[int]:
    if bind:
        v = [1]
    return [i for i in v]


def nested(bind: bool) -> list[list[int]]:
    if bind:
        v = 1
    return [[i * j for i in range(2) if v] for j in range(2)]


def captured(bind: bool) -> set[int]:
    def read() -> int:
        return v

    if bind:
        v = 3
    return {i + v for i in range(read() if bind else 2)}


def main() -> None:
    for bind in (True, False):
        for function in (inside, first_iterable, nested, captured):
            try:
                print(function.__name__, function(bind))
            except NameError as error:
                lines = []
                at = error.__traceback__
                while at is not None:
                    lines.append(at.tb_lineno)
                    at = at.tb_next
                print(function.__name__, type(error).__name__, error, len(lines))


if __name__ == "__main__":
    main()
