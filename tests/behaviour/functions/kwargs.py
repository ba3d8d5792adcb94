def show(**kw: int) -> str:
    return ", ".join(f"{k}={v}" for k, v in kw.items())


def prefer(name: str, **rest: object) -> tuple[str, dict[str, object]]:
    rest["extra"] = True
    return name, rest


def forward(*args: object, **kw: object) -> tuple[str, dict[str, object]]:
    return prefer(*args, **kw)


def main() -> None:
    print(show(), show(a=1), show(b=2, a=1))
    d: dict[str, object] = {"name": "n", "x": 1}
    print(prefer(**d))
    print(d)
    print(forward("q", y=2))
    print(show(**{"a": 1}, **{"b": 2}, c=3))
    try:
        show(**{"a": 1}, **{"a": 2})
    except TypeError as e:
        print(str(e).replace("__main__.", ""))
    try:
        show(**{1: 2})
    except TypeError as e:
        print(e)
    try:
        show(**[1])
    except TypeError as e:
        print(str(e).replace("__main__.", ""))
    try:
        prefer("a", name="b")
    except TypeError as e:
        print(e)


if __name__ == "__main__":
    main()
