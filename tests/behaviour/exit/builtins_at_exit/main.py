# What runs when the interpreter takes modules apart still finds the builtins.
import helper


class Last:
    def __init__(self) -> None:
        self.told = helper.told

    def __del__(self) -> None:
        self.told("last")


def main() -> None:
    print(type(helper.__builtins__).__name__)
    helper.told(1)


last = Last()

if __name__ == "__main__":
    main()
