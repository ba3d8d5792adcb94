import sys
from typing import List


def attempt(arg: object) -> List[object]:
    try:
        sys.exit(arg)  # type: ignore
    except SystemExit as e:
        return [e.code, e.args]


def raiser() -> None:
    raise SystemExit(7)


def main() -> None:
    for a in (0, 1, None, "text", [1], (2, 3), True):
        print(attempt(a))
    try:
        raiser()
    except BaseException as e:
        print(type(e).__name__, e)
    raise SystemExit(True)


if __name__ == "__main__":
    main()
