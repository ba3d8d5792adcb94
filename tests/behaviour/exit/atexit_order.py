import atexit
import sys


def bye(name: str) -> None:
    print("bye", name)


class Res:
    def __init__(self, n: int) -> None:
        self.n = n

    def __del__(self) -> None:
        print("del", self.n)


keep = Res(1)
def main() -> None:
    atexit.register(bye, "first")
    atexit.register(bye, "second")

    @atexit.register
    def third() -> None:
        print("third")
    local = Res(2)
    del local
    print("main done")
    sys.exit(9)


if __name__ == "__main__":
    main()
