from shapes import *
from listed import *
from listed import _private

try:
    print(_internal)  # type: ignore  # noqa
except NameError as e:
    print(e)
try:
    from broken import *
except AttributeError as e:
    print(e)


def use() -> float:
    return area(PI, 2)  # noqa


def main() -> None:
    print(area(2, 3), Square(4).side, PI)  # noqa
    print(visible(), "hidden" in globals(), _private())  # noqa
    print(use(), area.__module__, sorted(n for n in globals() if n in ("area", "Square", "PI", "visible", "_internal", "math")))  # noqa


if __name__ == "__main__":
    main()
