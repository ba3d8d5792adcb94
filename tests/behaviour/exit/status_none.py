import sys


def nested() -> None:
    try:
        sys.exit()
    except Exception:
        print("not caught as Exception")
    finally:
        print("finally")


def main() -> None:
    nested()
    print("never")


if __name__ == "__main__":
    main()
