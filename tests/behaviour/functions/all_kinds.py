def every(a: int, b: int = 2, /, c: int = 3, *rest: int, d: int, e: int = 5, **kw: int) -> str:
    return f"a={a} b={b} c={c} rest={rest} d={d} e={e} kw={kw}"


class Holder:
    def every(self, a: int, /, b: int = 2, *rest: int, c: int = 3, **kw: int) -> str:
        return f"a={a} b={b} rest={rest} c={c} kw={kw}"


def main() -> None:
    print(every(1, d=4))
    print(every(1, 20, 30, 40, 50, d=4, e=6, f=7))
    print(every(1, c=9, d=4))
    print(every(*[1, 2], **{"d": 4, "z": 1}))
    h = Holder()
    print(h.every(1))
    print(h.every(1, 2, 3, 4, c=5, d=6))
    print(Holder.every(h, 1, b=8))
    print(h.every(*range(5), **dict(c=1, x=2)))
    print(every.__code__.co_argcount if hasattr(every, "__code__") else 3)


if __name__ == "__main__":
    main()
