import importlib
import sys

import late
import user
from late import Thing, greet


def main() -> None:
    made = Thing(1)
    print(user.direct(1), user.through(1), user.known(made))
    del sys.modules["late"]
    anew = importlib.import_module("late")
    print(anew is late, anew.greet("new"), late.greet("old"), greet("kept"), Thing(7).twice(), anew.Thing(8).twice(), made.twice())
    print(user.direct(1), user.through(1), user.known(made))
    user.late = anew
    print(user.direct(2), user.through(2), user.known(made), isinstance(anew.Thing(1), Thing))
    late.VALUE = 5
    print(anew.VALUE, user.late.VALUE)
    sys.modules["late"] = late


if __name__ == "__main__":
    main()
