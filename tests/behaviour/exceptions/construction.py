"""Making exceptions: with and without __init__ and __new__, by raise of a class, and what goes wrong on the way."""
import copy
import pickle


class Plain(Exception):
    pass


class Keyed(Exception):
    def __init__(self, key: int, text: str = "none") -> None:
        self.key = key
        self.text = text


class Chained(Keyed):
    def __init__(self, key: int) -> None:
        super().__init__(key, text="chained")
        self.more = key + 1


class Made(Exception):
    def __new__(cls, *args: object) -> "Made":
        self = super().__new__(cls, *args)
        self.made = True  # type: ignore
        return self


class Elsewhere(Exception):
    def __new__(cls) -> object:  # type: ignore
        return 7


class Wrong(Exception):
    def __init__(self) -> None:
        return 5  # type: ignore


class Both(KeyError, AttributeError):
    pass


class System(OSError):
    pass


class Stopped(StopIteration):
    pass


class Meta(type):
    def __call__(cls, *args: object) -> object:
        return ("called", args)


class WithMeta(Exception, metaclass=Meta):
    pass


class Ordinary:
    def __init__(self, a, b=2, *rest, c=3, **more):
        self.all = (a, b, rest, c, more)


def show(make) -> None:
    try:
        e = make()
        print(type(e).__name__, repr(e), getattr(e, "args", None), getattr(e, "__dict__", None))
    except BaseException as e:
        print("raised", type(e).__name__, e)


def raised(what) -> None:
    try:
        raise what
    except BaseException as e:
        print("raised", type(e).__name__, e.args, str(e))


def main() -> None:
    show(lambda: Plain())
    show(lambda: Plain(1, "two"))
    show(lambda: Plain(key=1))  # type: ignore
    show(lambda: Keyed(1))
    show(lambda: Keyed(1, "x"))
    show(lambda: Keyed(1, text="x"))
    show(lambda: Keyed(key=4, text="x"))
    show(lambda: Keyed())  # type: ignore
    show(lambda: Keyed(1, 2, 3))  # type: ignore
    show(lambda: Keyed(1, other=3))  # type: ignore
    show(lambda: Chained(3))
    show(lambda: Made(1, 2).made)  # type: ignore
    show(lambda: Elsewhere())
    show(lambda: Wrong())
    show(lambda: Both("k"))
    show(lambda: Both("k", name="n"))
    show(lambda: System(2, "gone", "file"))
    show(lambda: Stopped(5).value)
    show(lambda: WithMeta(1))
    show(lambda: Ordinary(1).all)
    show(lambda: Ordinary(1, 2, 3, 4, c=5, d=6).all)
    show(lambda: Ordinary(b=1).all)
    for what in (Plain, Plain("p"), Keyed, Keyed(2), Made, Elsewhere, Wrong, Both, System, Stopped, Ordinary, int, 5, None):
        raised(what)
    e = copy.copy(Keyed(5))
    print(e.args, e.__dict__)
    try:
        pickle.loads(pickle.dumps(Keyed(6)))
        print("pickled")
    except Exception as e:
        print(type(e).__name__)
    for text in ("12", "-7", "+5", "", "-", "x", "1_0", "1__0", " 8 ", "\x1c9", "1\n", "9" * 18, "9" * 19, "12a", "a" * 400, "'\"", "1\0", "\u0663", "é", "0x1f", "1.5"):
        try:
            print(int(text))
        except ValueError as e:
            print(type(e).__name__, e.args)


if __name__ == "__main__":
    main()
