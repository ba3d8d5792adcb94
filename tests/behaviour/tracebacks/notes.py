def risky(x: int) -> int:
    try:
        return 10 // x
    except ZeroDivisionError as e:
        e.add_note("while dividing")
        e.add_note(f"x was {x}")
        raise


def main() -> None:
    risky(0)


if __name__ == "__main__":
    main()
