# function: total
from krait import i32, i64


def total(xs: list[i64], n: i32) -> i64:
    t: i64 = 0
    for x in xs:
        t += x
    for i in range(n):
        t -= i64(i)
    return t
