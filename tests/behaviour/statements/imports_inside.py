import os.path as osp
import sys
from math import (
    floor,
    sqrt as root,
)
from typing import List


def in_function(n: int) -> float:
    import math
    from math import ceil as up, pi
    return math.pow(n, 2) + up(pi)


def conditional(flag: bool) -> str:
    if flag:
        import json as fmt
        return fmt.dumps({"a": [1, None, True]})
    else:
        import pprint as fmt  # type: ignore
        return fmt.pformat({"a": 1})


def missing() -> List[str]:
    out = []
    try:
        import no_such_module_here  # type: ignore  # noqa
    except ModuleNotFoundError as e:
        out.append(f"{e} name={e.name}")
    try:
        from math import no_such_name  # type: ignore  # noqa
    except ImportError as e:
        out.append(str(e).split(" (")[0])
    try:
        import math.nothing  # type: ignore  # noqa
    except ImportError as e:
        out.append(str(e))
    try:
        from os import path, nope  # type: ignore  # noqa
    except ImportError as e:
        out.append(str(e).split(" (")[0])
    return out


class Lazy:
    import string as strings
    from string import digits

    def get(self) -> str:
        return self.strings.ascii_uppercase[:3] + self.digits[:3]


def dotted() -> str:
    import os.path
    import collections.abc as cabc
    import xml.dom
    return os.path.basename("/a/b") + cabc.Iterable.__name__ + xml.dom.__name__


def global_import() -> None:
    global textwrap
    import textwrap


def main() -> None:
    print(in_function(3), conditional(True), conditional(False))
    for line in missing():
        print(line)
    print(Lazy().get(), dotted(), osp.join("a", "b"), floor(2.9), root(16))
    global_import()
    print(textwrap.dedent("  x"))  # type: ignore  # noqa
    print(sys.modules["math"].__name__, "json" in sys.modules, __import__("math").e > 2)
    import importlib
    print(importlib.import_module("os.path").sep)
    for i in range(2):
        import itertools
        print(next(itertools.count(i)))


if __name__ == "__main__":
    main()
