def area(*, width: int, height: int = 2) -> int:
    return width * height


def tag(name: str, *, cls: str = "", id: str) -> str:
    return f"<{name} class={cls!r} id={id!r}>"


def main() -> None:
    print(area(width=3))
    print(area(height=5, width=4))
    print(tag("p", id="x"))
    print(tag("p", cls="c", id="y"))
    print(tag(name="q", id="z"))
    for call in (
        lambda: area(),
        lambda: area(3),
        lambda: area(width=1, depth=2),
        lambda: tag("a"),
        lambda: tag("a", "b", "c"),
        lambda: tag(),
    ):
        try:
            call()
        except TypeError as e:
            print("TypeError:", e)


if __name__ == "__main__":
    main()
