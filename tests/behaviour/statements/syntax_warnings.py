# What CPython's compiler warns of, on stderr, before anything runs.
from typing import Any

print("running")


def literals(x: Any) -> None:
    if x is 5:
        print("five")
    if x is not "a" or 3 < x is -1:
        print("not a")
    if x is None or x is True or x is ... or x is not False:
        pass
    if x == 1 is ():
        pass


def calls() -> None:
    for f in (
        lambda: [1, 2](3),
        lambda: 1(),
        lambda: {1: 2}(),
        lambda: "abc"(),
        lambda: f"{1}"(),
        lambda: (1, 2)(3),
        lambda: None[1],
        lambda: {1}[0],
        lambda: (lambda: 1)[0],
        lambda: (x for x in [])[0],
        lambda: "abc"[1.5],
        lambda: [1]["a"],
        lambda: [1][1, 2],
        lambda: (1, 2)["a"],
        lambda: "a"[True] + "b"[0] + "c"[0:1],
    ):
        try:
            print(f())  # type: ignore
        except (TypeError, IndexError) as e:
            print(e)


def main() -> None:
    literals(7)
    calls()
    try:
        assert (1, "always true")
    finally:
        print("done")


if __name__ == "__main__":
    main()
