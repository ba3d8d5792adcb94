from typing import Dict, List


class P:
    def __init__(self, x: int) -> None:
        self.x = x

    def __repr__(self) -> str:
        return f"P({self.x})"

    def __format__(self, spec: str) -> str:
        return f"<{self.x}:{spec}>"


def label(name: str, n: int, ratio: float, ok: bool) -> str:
    return f"{name}: {n} ({ratio:.1%}) {ok}"


def table(rows: List[List[int]]) -> str:
    return "\n".join("".join(f"{v:4d}" for v in row) for row in rows)


def main() -> None:
    print(label("a", 3, 0.25, True))
    print(table([[1, 22], [333, 4444]]))
    p = P(5)
    d: Dict[str, int] = {"k": 1}
    xs = [1, 2]
    n = None
    print(f"{p} {p!r} {p!s} {p!a} {p:spec} {d['k']} {xs[0]} {xs} {n} {p.x + 1} {len(xs)}")
    print(f"{{}} {{{p.x}}} {'q'} {'nested ' + f'{1 + 1}'} {1 if xs else 2} {(lambda v: v * 2)(3)}")
    w, prec = 8, 2
    print(f"{3.14159:{w}.{prec}f}|{'s':^{w}}|{5:0{w}d}|{p!r:>{w}}|{'é':>4}|")
    print(f"{p.x=} {xs = } {1+1=} {p.x=:04d} {p!r:5}")
    print(f"" == "", f"plain", f"a" "b" f"{1}" "{c}", rf"\n{1}", f"\n{'x'}\t|")
    print(f'''multi
{p.x}
line {
    p.x
    + 1
}''')
    print(f"{1:,} {1234567:,} {255:#x} {255:b} {0.1:g} {1e10:.0f} {True:>5} {None!s:>6} {'abc':.2} {[1]!r:>6}")
    print(f"{'a' if p.x > 3 else 'b'} {d.get('z', 'none')} {', '.join(str(x) for x in xs)} {[x * 2 for x in xs]} {({1: 2})[1]}")
    for f in (lambda: f"{p.nope}", lambda: f"{'a':d}", lambda: f"{1:s}", lambda: f"{xs:>5}"):  # type: ignore
        try:
            print(f())
        except (AttributeError, ValueError, TypeError) as e:
            print(type(e).__name__, e)
    order: List[int] = []

    def see(v: int) -> int:
        order.append(v)
        return v
    print(f"{see(1)}{see(2):{see(3)}}{see(4)}", order)


if __name__ == "__main__":
    main()
