print("b start")
import a  # noqa

VALUE = "b"
print("b sees a", hasattr(a, "VALUE"))


class Wrapper:
    def __init__(self, inner: "a.Node") -> None:
        self.inner = inner


def pong(n: int) -> str:
    return "pong " + (a.ping(n - 1) if n > 0 else "end")


print("b end")
