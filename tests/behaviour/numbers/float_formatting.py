from typing import List

VALUES: List[float] = [0.0, 1.0, -1.5, 3.14159265, 1e10, 1e-7, 123456789.987654321, 2.5, 1e300, 0.1]


def show(x: float) -> str:
    return f"{x} {x!r} {x:.3f} {x:10.2f}| {x:<10.1f}| {x:+.1f} {x:e} {x:.2e} {x:g} {x:.3g} {x:,.2f} {x:%} {x:08.2f}"


def concat(x: float) -> str:
    return "v=" + str(x) + ";" + repr(x)


def mixed(x: float, n: int) -> str:
    return "%d %5d %-5d| %05d %x %X %o %s %r %5.1f %e %g %%" % (n, n, n, n, n, n, n, n, n, x, x, x)


def main() -> None:
    for v in VALUES:
        print(show(v))
        print(concat(v))
    print(mixed(2.5, 42), mixed(-1, 7))
    for n in (0, 5, -42, 1234567, 1 << 70):
        print(f"{n} {n:d} {n:5} {n:<8}| {n:^8}| {n:08} {n:+} {n:,} {n:_} {n:x} {n:#x} {n:b} {n:#o} {n:e} {n:.2f} {n:c}" if n == 5 else f"{n:d} {n:>12,} {n:X}")
    w, p = 12, 3
    print(f"{3.14159:{w}.{p}f}|{3.14159:{w}}|{'x':>{w}}|{7:{'0' + str(p)}}")
    print("{:>8.2f} {:<5d} {:^7s} {!r}".format(1.5, 3, "s", "q"), "{0} {1} {0}".format(1, 2), "{a[0]} {b.real}".format(a=[9], b=5))
    print(format(1.5, ".2f"), format(255, "#06x"), format(True), format(None), format("s", "*^5"))
    print(round(1.005, 2), round(0.5), round(1.5), round(-0.5), round(123.456, -1), 1e15 + 0.3, 0.1 + 0.7)
    for bad in ("q", ".3d"):
        try:
            print(format(1.5, bad))
        except ValueError as e:
            print(e)


if __name__ == "__main__":
    main()
