import sys
from typing import List
from unittest import mock

LIMIT = 10


def fetch(n: int) -> int:
    return n * 2


def compute(n: int) -> int:
    return fetch(n) + LIMIT


class Client:
    timeout = 5

    def __init__(self, base: int) -> None:
        self.base = base

    def get(self, n: int) -> int:
        return self.base + n

    def total(self, ns: List[int]) -> int:
        t = 0
        for n in ns:
            t += self.get(n)
        return t + self.timeout

    @classmethod
    def make(cls) -> "Client":
        return cls(100)

    @staticmethod
    def ping() -> str:
        return "pong"


def use() -> int:
    return Client.make().total([1, 2])


def here() -> str:
    return __name__


def main() -> None:
    me = sys.modules[__name__]
    print(compute(3), use(), Client.ping())
    with mock.patch.object(me, "fetch", return_value=1000) as m:
        print(compute(3), m.call_count, m.call_args)
    print(compute(3))
    with mock.patch(__name__ + ".LIMIT", 99):
        print(compute(3))
    with mock.patch.object(Client, "get", lambda self, n: -n):
        print(use(), Client(1).get(5))
    with mock.patch.object(Client, "timeout", 1):
        print(use())
    c = Client(1)
    with mock.patch.object(c, "get", side_effect=[7, 8]):
        print(c.total([1, 2]))
    print(c.total([1, 2]))
    with mock.patch.object(me, "Client") as fake:
        fake.make.return_value.total.return_value = 42
        print(use(), fake.make.called)
    with mock.patch.object(Client, "make", classmethod(lambda cls: cls(0))), mock.patch.object(Client, "ping", staticmethod(lambda: "patched")):
        print(use(), Client.ping())
    with mock.patch.object(me, "fetch", autospec=True) as spec:
        spec.return_value = 5
        print(compute(1))
        try:
            fetch(1, 2)  # type: ignore
        except TypeError as e:
            print(e)
    with mock.patch.object(Client, "__init__", lambda self, b: setattr(self, "base", b * 10)):
        print(use())
    with mock.patch.dict(sys.modules, {"fake_mod": mock.Mock(x=3)}):
        import fake_mod  # type: ignore
        print(fake_mod.x)
    with mock.patch("builtins.len", lambda x: 77):
        print(len([]), Client(1).total([]))
    print(use(), compute(3), len([]), here())


if __name__ == "__main__":
    main()
