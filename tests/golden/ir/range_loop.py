# function: count
def count(n: int) -> int:
    t = 0
    for i in range(1, n, 2):
        t += i
    return t
