"""Packed lists that functions give each other, natively and from elsewhere."""
from typing import Any, Callable, List


def make(n: int) -> List[int]:
    out = []
    for i in range(n):
        out.append(i * 7 % n)
    return out


def total(numbers: List[int]) -> int:
    t = 0
    for x in numbers:
        t += x
    return t


def bump(numbers: List[int], by: int) -> None:
    for i in range(len(numbers)):
        numbers[i] += by


def reverse(numbers: List[int]) -> List[int]:
    out = numbers[:]
    i, j = 0, len(out) - 1
    while i < j:
        out[i], out[j] = out[j], out[i]
        i += 1
        j -= 1
    return out


def same(numbers: List[int]) -> List[int]:
    for i in range(len(numbers)):
        numbers[i] ^= 1
    return numbers


def search(places: List[int], row: int, n: int) -> int:
    if row == n:
        return 1
    found = 0
    for column in range(n):
        free = True
        for r in range(row):
            if places[r] == column or abs(places[r] - column) == row - r:
                free = False
                break
        if free:
            places[row] = column
            found += search(places, row + 1, n)
    return found


def overflow(numbers: List[int], by: int) -> int:
    for i in range(len(numbers)):
        numbers[i] += by
    return len(numbers)


def all_of_it(n: int) -> List[int]:
    numbers = make(n)
    bump(numbers, 3)
    other = reverse(numbers)
    third = same(other)
    bump(third, total(numbers))
    print(third is other)
    overflow(third, 2**62)
    overflow(third, 2**62)
    bump(third, 1)
    for x in third:
        numbers.append(x)
    return numbers


def rebound(n: int) -> int:
    numbers = make(n)
    bump(numbers, 1)
    return total(numbers)


def loud(numbers: Any, by: int) -> None:
    print("bump", type(numbers) is list, numbers, by)
    numbers.append("odd" if by == 1 else 0)


def apply(f: Callable[..., Any], *args: Any) -> Any:
    return f(*args)


def rows(n: int) -> List[List[float]]:
    out = [[0.0] * n for _ in range(n)]
    for i in range(n):
        row = out[i]
        for j in range(n):
            row[j] = i - j / 2
    return out


def product(a: List[List[float]], b: List[List[float]]) -> List[List[float]]:
    n = len(a)
    out: List[List[float]] = []
    for i in range(n):
        line = [0.0] * n
        for k in range(n):
            x = a[i][k]
            other = b[k]
            for j in range(n):
                line[j] += x * other[j]
        out.append(line)
    return out


def shared(n: int) -> List[List[int]]:
    row = [0] * n
    grid = [row] * 2
    for i in range(n):
        grid[0][i] += i
        grid[1][i] += 1
    grid.append(row[:])
    for i in range(n):
        grid[2][i] *= 2
    grid[0] = grid[2]
    for line in grid:
        for i in range(n):
            line[i] += 100
    return grid


def transposed(n: int) -> List[List[int]]:
    grid = [[i * n + j for j in range(n)] for i in range(n)]
    for i in range(n):
        for j in range(i):
            grid[i][j], grid[j][i] = grid[j][i], grid[i][j]
    last = grid.pop()
    for i in range(n):
        last[i] = -last[i]
    grid.insert(0, last)
    return grid


def main() -> None:
    print(all_of_it(6))
    print(search([0] * 6, 0, 6))
    numbers = [3, 1, 2]
    print(apply(total, numbers), apply(reverse, numbers), apply(same, numbers) is numbers, numbers)
    print(apply(search, [0] * 5, 0, 5), total((4, 5)) if False else total([4, 5]))
    print(rebound(4))
    kept = globals()["bump"]
    globals()["bump"] = loud
    try:
        rebound(4)
    except TypeError as e:
        print(e)
    globals()["bump"] = kept
    print(rebound(4))
    print(product(rows(4), rows(4)))
    print(shared(3))
    print(transposed(4))
    print(apply(product, [[1.0, 2.0], [3.0, 4.0]], [[0.5, 1], [2, 0.25]]))


if __name__ == "__main__":
    main()
