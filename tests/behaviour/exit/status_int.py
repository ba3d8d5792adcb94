# args: one "two words" -x
import sys


def main(argv: list[str]) -> int:
    print(argv[1:], len(argv), argv[0].rsplit("/", 1)[-1])
    return 3


if __name__ == "__main__":
    sys.exit(main(sys.argv))
