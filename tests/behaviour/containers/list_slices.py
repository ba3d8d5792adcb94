from typing import List


def chunks(xs: List[int], k: int) -> List[List[int]]:
    return [xs[i:i + k] for i in range(0, len(xs), k)]


def merge_sort(xs: List[int]) -> List[int]:
    if len(xs) < 2:
        return xs[:]
    m = len(xs) // 2
    a, b = merge_sort(xs[:m]), merge_sort(xs[m:])
    out: List[int] = []
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i] <= b[j]:
            out.append(a[i])
            i += 1
        else:
            out.append(b[j])
            j += 1
    return out + a[i:] + b[j:]


def quick(xs: List[int]) -> List[int]:
    if not xs:
        return []
    p, *rest = xs
    return quick([x for x in rest if x < p]) + [p] + quick([x for x in rest if x >= p])


def main() -> None:
    xs = list(range(10))
    print(chunks(xs, 3), merge_sort([5, 2, 8, 1, 9, 3]), quick([3, 6, 1, 8, 2, 9, 2]))
    print(xs[2:5], xs[:3], xs[7:], xs[-3:], xs[:-7], xs[::3], xs[::-1], xs[8:2:-2], xs[5:5], xs[20:], xs[-99:2], xs[slice(2, 4)])
    ys = xs[:]
    ys[2:4] = [20, 30, 40]
    print(ys)
    ys[0:0] = [-1]
    ys[len(ys):] = [100, 101]
    print(ys)
    ys[1:3] = []
    ys[::2] = [0] * len(ys[::2])
    print(ys)
    ys[:] = (i for i in range(5))
    print(ys)
    del ys[1]
    del ys[-1]
    print(ys)
    ys = list(range(10))
    del ys[2:5]
    del ys[::3]
    print(ys)
    del ys[:]
    print(ys)
    zs = [1, 2, 3]
    zs[1:1] = zs
    print(zs)
    zs[1:3] += [9]
    print(zs, xs)
    for f in (lambda: zs.__setitem__(slice(0, 4, 2), [1]), lambda: zs.__setitem__(slice(0, 1), 5), lambda: xs[::0], lambda: xs["a":], lambda: zs.__setitem__(99, 1), lambda: zs.__delitem__(99), lambda: xs[99]):  # type: ignore
        try:
            print(f())
        except (ValueError, TypeError, IndexError) as e:
            print(type(e).__name__, e)
    print(slice(1, 2), slice(None, 5, 2).indices(4), slice(1, 2) == slice(1, 2), slice(3).stop)


if __name__ == "__main__":
    main()
