# function: spread
"""Functions and constants of module math in a loop: tested in front of it, then numbers in machine words."""
import math


def spread(xs: list[float], ns: list[int]) -> float:
    total = 0.0
    for x in xs:
        total += math.sqrt(x) + math.floor(x) * math.pi + x ** 2
    for n in ns:
        total += math.atan2(n, 2) + math.gcd(n, 12)
    return total
