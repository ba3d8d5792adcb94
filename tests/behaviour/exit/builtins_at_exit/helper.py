def told(x: object) -> None:
    print(repr(x), isinstance(x, int), len(str(x)))
