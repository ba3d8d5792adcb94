import sys


def stop(n: int) -> None:
    try:
        if n:
            sys.exit("fatal: something")
    finally:
        print("cleanup")


def main() -> None:
    stop(1)


if __name__ == "__main__":
    main()
