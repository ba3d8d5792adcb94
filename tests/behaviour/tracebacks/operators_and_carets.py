"""Each operation's place as the traceback module shows it."""
import traceback
from typing import Any, Callable, List


class O:
    attr: Any = None


def attribute(o: Any) -> Any:
    return o.attr.missing.more


def index(xs: List[int]) -> int:
    return xs[0] + xs[99] + xs[1]


def call(f: Any) -> Any:
    return f(1)(2)(3)


def binary(a: Any, b: Any) -> Any:
    return a + 1 + b * 2


def compare(a: Any, b: Any) -> Any:
    return 1 < a < b


def store(d: Any) -> None:
    d["a"]["b"] = 1


def aug(x: Any) -> Any:
    x += "s"
    return x


def unpack(p: Any) -> Any:
    a, b = p
    return a


def iterate(p: Any) -> Any:
    for x in p:
        pass


def deleting(d: Any) -> None:
    del d["k"]


def importing() -> None:
    import no_such_module_at_all  # type: ignore  # noqa


def asserting(x: int) -> None:
    assert x > 5, "x must be big"


def raising() -> None:
    raise O.attr or ValueError("value")


def with_statement(c: Any) -> None:
    with c:
        pass


def fstring(x: Any) -> str:
    return f"{x.a} {1}"


def subscript_slice(x: Any) -> Any:
    return x[1:2]


def unary(x: Any) -> Any:
    return -x


def keyword(f: Any) -> Any:
    return f(1, key=2)


def conditional(x: Any) -> Any:
    return 1 if x.y else 2


def returned(x: Any) -> Any:
    return x.real.foo


def attempt(f: Callable[..., Any], *args: Any) -> None:
    try:
        f(*args)
    except Exception:
        print(traceback.format_exc())


def main() -> None:
    attempt(attribute, O())
    attempt(index, [1, 2])
    attempt(call, lambda x: 5)
    attempt(binary, 1, None)
    attempt(compare, 2, "s")
    attempt(store, {})
    attempt(aug, 1)
    attempt(unpack, (1, 2, 3))
    attempt(iterate, 5)
    attempt(deleting, {})
    attempt(importing)
    attempt(asserting, 1)
    attempt(raising)
    attempt(with_statement, 5)
    attempt(fstring, 1)
    attempt(subscript_slice, 5)
    attempt(unary, "s")
    attempt(keyword, len)
    attempt(conditional, 1)
    attempt(returned, 1)


if __name__ == "__main__":
    main()
