from typing import Any, Dict, List


class Proxy:
    def __init__(self, target: Dict[str, int]) -> None:
        self.target = target

    def __getattr__(self, name: str) -> Any:
        if name in self.target:
            return self.target[name]
        raise AttributeError("no " + name)

    def known(self) -> str:
        return "known"


class Spy:
    def __init__(self) -> None:
        object.__setattr__(self, "log", [])
        self.x = 1

    def __setattr__(self, name: str, value: object) -> None:
        self.log.append(("set", name, value))
        object.__setattr__(self, name, value)

    def __delattr__(self, name: str) -> None:
        self.log.append(("del", name))
        super().__delattr__(name)


class All:
    y = 3

    def __init__(self) -> None:
        self.x = 1

    def __getattribute__(self, name: str) -> Any:
        if name == "x":
            return 42
        return super().__getattribute__(name)

    def read(self) -> int:
        return self.x + self.y


class Frozen:
    def __init__(self, v: int) -> None:
        self.__dict__["v"] = v

    def __setattr__(self, name: str, value: object) -> None:
        raise TypeError("frozen " + name)


class DirHook:
    def __dir__(self) -> List[str]:
        return ["b", "a"]


def main() -> None:
    p = Proxy({"a": 1})
    print(p.a, p.known(), p.target, hasattr(p, "a"), hasattr(p, "b"), getattr(p, "b", 9))
    try:
        p.b
    except AttributeError as e:
        print(e)
    s = Spy()
    s.x = 2
    s.x += 5
    s.y = 3  # type: ignore
    del s.y  # type: ignore
    setattr(s, "z", 4)
    delattr(s, "z")
    print(s.log, s.x)
    try:
        del s.none  # type: ignore
    except AttributeError as e:
        print(e)
    a = All()
    print(a.x, a.y, a.read(), a.__dict__)
    f = Frozen(5)
    try:
        f.v = 6  # type: ignore
    except TypeError as e:
        print(e, f.v)
    print(dir(DirHook()))


if __name__ == "__main__":
    main()
