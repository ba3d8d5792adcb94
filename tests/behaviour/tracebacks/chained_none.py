def get(d: dict[str, int], k: str) -> int:
    try:
        return d[k]
    except KeyError:
        raise LookupError("no " + k) from None


def finally_raises() -> None:
    try:
        get({}, "k")
    finally:
        print("finally runs")


def main() -> None:
    finally_raises()


if __name__ == "__main__":
    main()
