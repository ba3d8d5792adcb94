def told(x: object) -> str:
    return f"{x!r} {isinstance(x, int)} {len(str(x))}"
