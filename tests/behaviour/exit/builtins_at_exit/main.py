# What runs when the interpreter takes modules apart still finds the builtins, though nobody asked for one before.
import sys

import helper


class Last:
    def __init__(self) -> None:
        self.told = helper.told
        self.write = sys.stdout.write

    def __del__(self) -> None:
        self.write(self.told(3) + "\n")


def main() -> None:
    sys.stdout.write(helper.__builtins__.__class__.__name__ + "\n")


last = Last()

if __name__ == "__main__":
    main()
