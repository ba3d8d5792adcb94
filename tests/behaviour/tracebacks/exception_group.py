def fails(n: int) -> None:
    raise ValueError(f"number {n}")


def collect() -> None:
    errors = []
    for i in range(2):
        try:
            fails(i)
        except ValueError as e:
            errors.append(e)
    raise ExceptionGroup("several", errors)


def main() -> None:
    collect()


if __name__ == "__main__":
    main()
