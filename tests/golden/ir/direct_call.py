# function: caller
def callee(a: int, b: float = 1.5, *, c: bool = True) -> bool:
    return a < b and c


def caller(x: int) -> bool:
    return callee(c=False, a=x)
