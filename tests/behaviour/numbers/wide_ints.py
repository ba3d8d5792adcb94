# Ints past 62 bits, at the edges of digits and machine words, typed and not.
import random, operator
from typing import List
def ops(a: int, b: int) -> List[object]:
    r: List[object] = [a + b, a - b, a * b, a & b, a | b, a ^ b, -a, ~a, abs(a), +a, a < b, a <= b, a == b, a != b, a > b, a >= b]
    try: r.append(a // b); r.append(a % b)
    except ZeroDivisionError as e: r.append(str(e))
    c = b % 140
    r.append(a << c); r.append(a >> c)
    x = a; x += b; r.append(x)
    x = a; x *= b; r.append(x)
    x = a; x &= b; r.append(x)
    x = a; x <<= c; r.append(x)
    try:
        x = a; x //= b; r.append(x); x = a; x %= b; r.append(x)
    except ZeroDivisionError as e: r.append(str(e))
    return r
def uops(a, b):
    r = [a + b, a - b, a * b, a & b, a | b, a ^ b, -a, ~a, abs(a), +a, a < b, a <= b, a == b, a != b, a > b, a >= b]
    try: r.append(a // b); r.append(a % b)
    except ZeroDivisionError as e: r.append(str(e))
    c = b % 140
    r.append(a << c); r.append(a >> c)
    x = a; x += b; r.append(x)
    x = a; x *= b; r.append(x)
    x = a; x &= b; r.append(x)
    x = a; x <<= c; r.append(x)
    try:
        x = a; x //= b; r.append(x); x = a; x %= b; r.append(x)
    except ZeroDivisionError as e: r.append(str(e))
    return r
def main() -> None:
    rnd = random.Random(5)
    edges = [0, 1, -1, 2, -2, 255, 256, 257, -5, -6]
    for k in (15, 29, 30, 31, 45, 59, 60, 61, 62, 63, 64, 65, 89, 90, 91, 118, 119, 120, 121, 125, 126, 127, 128, 129, 150):
        for d in (-1, 0, 1): edges += [(1 << k) + d, -(1 << k) + d]
    h = 0
    n = 0
    for a in edges:
        for b in edges:
            s = repr(ops(a, b))
            if s != repr(uops(a, b)): print("DIFF", a, b)
            h = hash((h, s)); n += 1
            if n % 37 == 0: print(s)
    for i in range(300):
        a = rnd.getrandbits(rnd.randrange(1, 140)) * rnd.choice((1, -1)); b = rnd.getrandbits(rnd.randrange(1, 140)) * rnd.choice((1, -1))
        print(repr(ops(a, b))); print(repr(uops(a, b)))
main()
