# function: total
def total(d: dict[str, int]) -> int:
    t = 0
    for key, value in d.items():
        t += value + d.get(key, 0) + len(key)
    return t
