# A dict, its views and a set are walked by the positions of their tables; whether they walk as dict and set do is asked once.
def keys(d: dict[int, float]) -> int:
    total = 0
    for k in d:
        total += k
    return total


def values(d: dict[str, float], s: set[int]) -> float:
    total = 0.0
    for x, v in zip(s, d.values()):
        total += v * x
    return total
