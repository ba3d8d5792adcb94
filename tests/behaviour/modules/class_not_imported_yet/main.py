# krait: --no-check-declared
"""What is claimed to be of a class of another module, which has not been imported, is something else."""


from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shapes import Shape


def width(o: "Shape") -> Any:
    return o.only_in_shapes


def widen(o: "Shape") -> Any:
    o.only_in_shapes = o.only_in_shapes + 1
    o.other_in_shapes = "set"
    return o.other_in_shapes


class Loose:
    def __init__(self, **given):
        self.__dict__.update(given)


def later(n: int):
    import shapes
    return shapes.Shape(n)


def main() -> None:
    o = Loose(only_in_shapes=1)
    for x in (o, later(5)):
        print(width(x), widen(x), width(x))
    try:
        print(width(Loose()))
    except AttributeError as e:
        print(e)


if __name__ == "__main__":
    main()
