# function: pairs
def pairs(xs: list[int], ys: list[str]) -> list[tuple[int, str]]:
    return [(i + x, y) for i, x in enumerate(xs) for _, y in zip(xs, ys)]
