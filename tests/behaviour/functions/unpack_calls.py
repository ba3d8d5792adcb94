def f(*args: object, **kw: object) -> str:
    return f"{args} {sorted(kw.items())}"


def g(a: int, b: int, c: int, d: int = 4) -> tuple[int, int, int, int]:
    return a, b, c, d


class Keys:
    def keys(self) -> list[str]:
        return ["a", "b"]

    def __getitem__(self, k: str) -> int:
        return ord(k)


def main() -> None:
    xs = [1, 2]
    t = (3,)
    print(f(*xs), f(*xs, *t), f(0, *xs, 9), f(*[], **{}))
    print(g(*xs, 3), g(*xs, *t), g(*xs, c=3, d=5), g(**{"a": 1, "b": 2, "c": 3}))
    print(f(*(x * x for x in xs)))
    print(f(*{5: 1}), f(*"ab"), f(*iter(xs)))
    print(f(**Keys()))  # type: ignore
    print(f(x=1, **{"y": 2}, z=3))
    order: list[str] = []

    def log(x: object) -> object:
        order.append(str(x))
        return x

    f(log(1), *[log(2)], log(3), k=log(4), **{"z": log(5)})
    print(order)
    print(max(*xs, *t), print(*xs, sep="/"))


if __name__ == "__main__":
    main()
