# function: clamp
def clamp(x: float, low: float, high: float, n: int) -> float:
    return max(low, min(x, high)) + abs(n) + int(x)
