def sieve(n: int) -> list[bool]:
    flags = [True] * n
    for i in range(2, n):
        flags[i] = False
    return flags


def total(numbers: list[int]) -> int:
    t = 0
    for x in numbers:
        t += x
    return t


def made(n: int) -> int:
    numbers = [1, 2]
    for i in range(n):
        numbers.append(numbers[i] + i)
    return total(numbers)


def rows(n: int) -> float:
    grid = [[0.5] * n for _ in range(n)]
    for i in range(n):
        row = grid[i]
        for j in range(n):
            row[j] += 1.0
    return grid[0][0]


def seen(n: int) -> None:
    numbers = [0] * n
    for i in range(n):
        numbers[i] = i
    print(numbers)
