import pkg
import pkg.sub.deep as deep
from pkg import helper, sub
from pkg.models import Item, total
from pkg.sub import CONST


def main() -> None:
    print(pkg.__name__, pkg.VERSION, pkg.__path__[0].rsplit("/", 1)[-1], pkg.__file__.rsplit("/", 1)[-1])
    print(helper.double(4), deep.climb(), CONST, sub.deep is deep, deep.__package__, deep.__name__)
    print(total([Item("a", 2), Item("b", 3.5)]), Item.__module__)
    print(pkg.lazy_attr, hasattr(pkg, "nothing"))
    try:
        pkg.nothing
    except AttributeError as e:
        print(e)
    try:
        from pkg import nowhere  # type: ignore  # noqa
    except ImportError as e:
        print(str(e).split(" (")[0])
    import sys
    print(sorted(m for m in sys.modules if m.startswith("pkg")))


if __name__ == "__main__":
    main()
