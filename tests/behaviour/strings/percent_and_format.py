from typing import Any


def fmt(template: str, *args: Any, **kw: Any) -> str:
    try:
        return template.format(*args, **kw)
    except (IndexError, KeyError, ValueError, TypeError, AttributeError) as e:
        return f"{type(e).__name__}: {e}"


def pct(template: str, args: Any) -> str:
    try:
        return template % args
    except (TypeError, ValueError, KeyError) as e:
        return f"{type(e).__name__}: {e}"


class O:
    a = 5
    b = {"k": [1, 2]}


def main() -> None:
    for t, a in [("%s", 1), ("%s %s", (1, "b")), ("%r", "q"), ("%5s|%-5s|", ("a", "b")), ("%05.1f", 2.25), ("%x %o %c", (255, 8, "z")), ("%c", 97),
                 ("%(a)s-%(b)d", {"a": 1, "b": 2}), ("%%", ()), ("%*d", (5, 42)), ("%.3s", "abcdef"), ("%+d % d", (1, 2)), ("%#x", 255), ("%e", 12345.678),
                 ("%s", (1, 2)), ("%d", 1.9), ("%d", "x"), ("%s %s", "a"), ("%s", [1, (2,)]), ("%z", 1), ("%(a)s", 1), ("%", 1), ("%s", (None,)), ("%i", True), ("abc", ()), ("abc", 1), ("%a", "é")]:
        print(t, "->", pct(t, a))
    print(fmt("{} {}", 1, "a"), fmt("{1} {0}", 1, 2), fmt("{a} {b}", a=1, b=2), fmt("{0.a} {0.b[k][1]}", O), fmt("{:>5}|{:<5}|{:^5}|", 1, 2, 3))
    print(fmt("{!r} {!s} {!a}", "é", "é", "é"), fmt("{:{}}", 5, 4), fmt("{:{w}.{p}f}", 3.14159, w=8, p=2), fmt("{{}}"), fmt("{0}{0}", "x"))
    print(fmt("{}"), fmt("{a}"), fmt("{"), fmt("}"), fmt("{0} {}", 1, 2), fmt("{0.zz}", 1), fmt("{:d}", "x"), fmt("{0[5]}", [1]))
    print("{x}".format_map({"x": 1}), "%s" % "a" + "b", "%s" % ("a" + "b"), "a%sb" % 1 * 2)


if __name__ == "__main__":
    main()
