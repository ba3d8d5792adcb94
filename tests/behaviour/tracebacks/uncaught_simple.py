def divide(a: int, b: int) -> float:
    return a / b


def middle(x: int) -> float:
    y = x + 1
    return divide(y, x - 1)


def main() -> None:
    print("before")
    print(middle(1))
    print("never")


if __name__ == "__main__":
    main()
