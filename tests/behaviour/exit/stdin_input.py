# stdin: 3\n10 20\nhello world\nlast
import sys


def read_numbers() -> int:
    n = int(input())
    return n + sum(map(int, input().split()))


def main() -> None:
    print(read_numbers())
    print(input("prompt> "))
    for line in sys.stdin:
        print(repr(line))
    try:
        input()
    except EOFError as e:
        print("EOF", e)


if __name__ == "__main__":
    main()
