# function: least
"""The lambda that min is given stands in the loop over what it picks from; so does a loop over tuples."""


def least(xs: tuple[float, ...], at: float) -> int:
    return min(range(len(xs)), key=lambda i: (xs[i] - at) * (xs[i] - at))
