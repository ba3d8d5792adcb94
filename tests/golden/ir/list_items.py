# function: scale
def scale(xs: list[float], ns: list[int], k: float) -> float:
    for x in xs:
        k += x
    xs[0] = k * xs[-1]
    ns[ns[0]] += 1
    return k
