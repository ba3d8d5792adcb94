def down(n: int) -> int:
    return down(n + 1) + 1


def main() -> None:
    import sys
    sys.setrecursionlimit(200)
    down(0)


if __name__ == "__main__":
    main()
