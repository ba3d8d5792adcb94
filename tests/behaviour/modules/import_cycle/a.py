print("a start")
import b  # noqa

VALUE = "a"
print("a sees b", hasattr(b, "VALUE"))


class Node:
    def __init__(self, v: int) -> None:
        self.v = v

    def wrap(self) -> "b.Wrapper":
        return b.Wrapper(self)


def ping(n: int) -> str:
    return "ping " + (b.pong(n - 1) if n > 0 else "end")


print("a end")
