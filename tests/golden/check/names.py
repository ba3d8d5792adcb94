import os
import nothing_known_here
from nothing_known_here import something

print(missing_name)  # error: name-defined
print(__file__, __name__)
later()  # error: name-defined


def f() -> None:
    total = 0

    def inner() -> int:
        nonlocal total
        total += 1
        return total

    inner()
    print(unknown)  # error: name-defined
    something.anything().at.all
    nothing_known_here.x
    [y for y in range(3)]
    print(y)  # error: name-defined


class C:
    size = 3
    sizes = [size, size * 2]

    def g(self) -> int:
        return size  # error: name-defined


try:
    import json as fast
except ImportError:
    fast = None
