from typing import Any, Optional


class AppError(Exception):
    """base"""

    code = 1

    def __init__(self, message: str, detail: Optional[str] = None) -> None:
        super().__init__(message)
        self.detail = detail

    def show(self) -> str:
        return f"[{self.code}] {self.args[0]} ({self.detail})"


class NotFound(AppError):
    code = 404

    def __str__(self) -> str:
        return "not found: " + super().__str__()


class Bare(Exception):
    pass


class WithTwo(ValueError):
    def __init__(self, a: int, b: int) -> None:
        self.total = a + b


class Multi(KeyError, AttributeError):
    pass


class NewArgs(Exception):
    def __new__(cls, *args: Any) -> Any:
        return super().__new__(cls, "replaced")

    def __init__(self, *args: Any) -> None:
        pass


class Matched(type):
    pass


class Quit(BaseException):
    pass


def main() -> None:
    try:
        raise NotFound("page", "x.html")
    except AppError as e:
        print(e, repr(e), e.args, e.show(), e.detail, e.code)
    for args in ((), (1,), (1, "b"), ((1, 2),)):
        e2 = Bare(*args)
        print(str(e2), repr(e2), e2.args)
    w = WithTwo(1, 2)
    print(w.total, w.args, str(w))
    try:
        raise Multi("m")
    except AttributeError as e3:
        print(isinstance(e3, KeyError), e3)
    print(NewArgs(1, 2).args, repr(NewArgs()))
    try:
        raise Quit("bye")
    except Exception:
        print("wrong")
    except BaseException as q:
        print(type(q).__name__, q)
    try:
        raise Bare
    except Bare as b:
        print(b.args, b.__traceback__ is not None, b.__context__)
    e4 = AppError("m")
    e4.args = ("changed", 2)
    print(e4, e4.args, AppError.__doc__, issubclass(NotFound, Exception))
    try:
        AppError()  # type: ignore
    except TypeError as t:
        print(t)
    b2 = Bare("x")
    b2.extra = 5  # type: ignore
    print(b2.extra, b2.__dict__)  # type: ignore
    b2.add_note("n1") if hasattr(b2, "add_note") else None


if __name__ == "__main__":
    main()
