"""copy and pickle of a class with slots over one whose instances have attributes."""
import copy
import pickle
from typing import Any


class Base:
    def __init__(self, data: list[int]) -> None:
        self.data = data

    def __reduce__(self) -> Any:
        return self.__class__, (list(self.data),), self.__getstate__()


class Slotted(Base):
    __slots__ = ("x", "y")


class Plain(Base):
    pass


def main() -> None:
    for cls in (Base, Slotted, Plain):
        o: Any = cls([1, 2])
        print(cls.__name__, o.__getstate__())
        o.x = "x"
        o.z = "z"
        print(o.__getstate__())
        for other in (copy.copy(o), pickle.loads(pickle.dumps(o)), copy.deepcopy(o)):
            print(other.data, other.x, other.z, hasattr(other, "y"), sorted(vars(other)))


if __name__ == "__main__":
    main()
