# function: count
"""Items of a list of lists are packed where a loop works on them, though it takes them from the outer list in each round."""


def count(n: int, size: int) -> int:
    grid = [[0] * size for _ in range(size)]
    for i in range(n):
        grid[i * 7 % size][i % size] += 1
    return grid[0][0]
