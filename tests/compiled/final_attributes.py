# krait: --check-final
# A Final attribute of a native class can be set once from outside, and not deleted; copying works as ever.
import copy
import pickle
from typing import Any, Final


class C:
    def __init__(self, x: int) -> None:
        self.x: Final[int] = x
        self.y = x


class D(C):
    def __init__(self, x: int, z: str) -> None:
        super().__init__(x)
        self.z: Final = z


def rebind(o: Any, name: str, value: Any) -> None:
    for _ in range(2):
        try:
            if name == "x":
                o.x = value
            else:
                setattr(o, name, value)
            print("set", name, getattr(o, name))
        except (AttributeError, TypeError) as e:
            print(type(e).__name__, e)


def main() -> None:
    rebind(C(1), "x", 2)
    rebind(C(1), "y", 2)
    d = D(1, "a")
    rebind(d, "x", 3)
    rebind(d, "z", "b")
    for other in (copy.copy(d), copy.deepcopy(d), pickle.loads(pickle.dumps(d))):
        print(other.x, other.z)
    bare = C.__new__(C)
    rebind(bare, "x", 7)
    try:
        del bare.x
    except AttributeError as e:
        print(e, bare.x)


if __name__ == "__main__":
    main()
