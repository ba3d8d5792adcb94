def compute(n: int) -> int:
    return 100 // (n - 3)
