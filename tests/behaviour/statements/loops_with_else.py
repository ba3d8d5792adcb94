from typing import List


def find(xs: List[int], x: int) -> str:
    for i, v in enumerate(xs):
        if v == x:
            r = f"found at {i}"
            break
    else:
        r = "not found"
    return r


def prime(n: int) -> bool:
    for d in range(2, n):
        if d * d > n:
            return True
        if n % d == 0:
            break
    else:
        return n > 1
    return False


def while_else(n: int, stop: int) -> List[str]:
    out = []
    while n > 0:
        if n == stop:
            out.append("break")
            break
        out.append(str(n))
        n -= 1
    else:
        out.append("else")
    return out


def nested(rows: List[List[int]]) -> List[str]:
    out = []
    for row in rows:
        for x in row:
            if x < 0:
                out.append("negative")
                break
            if x == 0:
                continue
            out.append(str(x))
        else:
            out.append("row ok")
            continue
        out.append("stopping")
        break
    else:
        out.append("all ok")
    return out


def loop_in_else(n: int) -> int:
    t = 0
    for i in range(n):
        t += i
    else:
        for j in range(2):
            t += 100
            if j:
                break
        else:
            t += 1000
    return t


def never() -> str:
    while False:
        pass
    else:
        return "else ran"


def infinite() -> int:
    n = 0
    while True:
        n += 1
        if n < 5:
            continue
        if n % 7 == 0:
            break
    else:
        return -1
    return n


def loop_variable() -> List[object]:
    out: List[object] = []
    for x in "ab":
        for x in [1, 2]:
            out.append(x)
        out.append(x)
    for out[0] in [10, 20]:
        pass
    d = {}
    for d["k"] in range(3):
        pass
    out.append(d)
    for a, (b, *c) in [(1, (2, 3, 4))]:
        out.append((a, b, c))
    return out


def main() -> None:
    print(find([1, 2], 2), find([], 1), [n for n in range(20) if prime(n)], while_else(3, 0), while_else(3, 2), while_else(0, 0))
    print(nested([[1, 0], [2]]), nested([[1], [-1, 5], [3]]), nested([]), loop_in_else(3), never(), infinite(), loop_variable())


if __name__ == "__main__":
    main()
