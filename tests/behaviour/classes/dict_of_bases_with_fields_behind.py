# __dict__ of instances whose class has no fields at fixed places itself: that of the base with fields counts, not that of the first base.
from typing import Any


class Fields:
    def __init__(self, k: int) -> None:
        if k:
            self.b = k
        self.name = "n"


class Plain:
    def hello(self) -> str:
        return "hello"


class Answers(Plain, Fields):
    def __getattr__(self, name: str) -> int:
        return len(name)


class Derived(Answers):
    pass


def made_at_run_time() -> Any:
    return type("Made", (Plain, Fields), {})


def main() -> None:
    for cls in (Fields, Answers, Derived, made_at_run_time()):
        for k in (0, 5):
            o = cls(k)
            o.extra = [k]
            print(cls.__name__, sorted(o.__dict__), sorted(vars(o)), o.__dict__.get("b"), getattr(o, "b", "none"))
            o.__dict__["b"] = 7
            o.__dict__.pop("name")
            print(o.b, sorted(vars(o)), getattr(o, "name", "none"))
            o.__dict__ = {"name": "other", "x": 1}
            print(sorted(vars(o)), o.name, o.x, getattr(o, "b", "none"))


if __name__ == "__main__":
    main()
