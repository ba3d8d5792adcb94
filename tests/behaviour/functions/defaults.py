def add(a: int, b: int = 10, c: int = 100) -> int:
    return a + b + c


def greet(name: str = "world", mark: str = "!") -> str:
    return "hello " + name + mark


def scale(x: float = 1.5, k: float = 2) -> float:
    return x * k


def flag(on: bool = False) -> str:
    return "on" if on else "off"


def nothing(x: object = None) -> bool:
    return x is None


def main() -> None:
    print(add(1), add(1, 2), add(1, 2, 3))
    print(add(1, c=5), add(a=1, b=1, c=1), add(c=1, a=2))
    print(greet(), greet("you"), greet(mark="?"), greet("a", "b"))
    print(scale(), scale(2), scale(k=4), scale(2.5, 2.5))
    print(flag(), flag(True), flag(on=True))
    print(nothing(), nothing(0), nothing(None))
    print(add.__defaults__, greet.__defaults__)
    print(add.__name__, add.__qualname__)


if __name__ == "__main__":
    main()
