# function: any_above
from typing import List


def any_above(xs: List[int], limit: int) -> bool:
    return any(x > limit for x in xs)
