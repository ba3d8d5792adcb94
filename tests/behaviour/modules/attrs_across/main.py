# Classes of the attrs library and dataclasses over those of other modules.
import copy
import pickle
import sys
from dataclasses import dataclass

from shapes.data import First

try:
    import attr
except ImportError:
    print("no attrs")
    sys.exit()

from shapes.base import Base, Slotted, Strict
from shapes.more import Loose, Square, StrictMore, Wide, bump, total


@dataclass(order=True)
class Second(First):
    gamma: float = 1.5


def main() -> None:
    print(Second(1), Second(1, "x") < Second(2), Second(1) == Second(1), First(2))
    print(Square(2), Square(2, y=5, tags=["a"]), Square(3).area(), Base(4).tags)
    xs = [Slotted(1), Wide(2), Wide(3, 4), Loose(5)]
    print(total(xs), xs, type(xs[3]).__mro__)
    for v in (1, "a", -1):
        try:
            s = StrictMore(v, m=5)
            bump(s, 4)
            print(s)
            bump(s, "no")
        except Exception as e:
            print(type(e).__name__, str(e)[:60])
    try:
        Strict(1, 11)
    except ValueError as e:
        print(e)
    print(pickle.loads(pickle.dumps(xs[:3])), copy.deepcopy(Square(1)), attr.asdict(Wide(1)))
    print([attr.evolve(Wide(3), w=i).w for i in range(3)], Wide(1) == Wide(1), Wide(1) == Slotted(1), Square(1) == Square(1, [], 2))


if __name__ == "__main__":
    main()
