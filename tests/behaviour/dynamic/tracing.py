import sys
from typing import Any, List

events: List[str] = []


def callee(x: int) -> int:
    y = x + 1
    return y


def caller(n: int) -> int:
    t = 0
    for i in range(n):
        t += callee(i)
    return t


def fails() -> None:
    raise ValueError("traced")


def tracer(frame: Any, event: str, arg: Any) -> Any:
    if frame.f_code.co_name in ("callee", "caller", "fails"):
        events.append(f"{event} {frame.f_code.co_name} {frame.f_lineno}")
    return tracer


def profiler(frame: Any, event: str, arg: Any) -> None:
    if frame.f_code.co_name in ("callee", "caller"):
        events.append(f"{event} {frame.f_code.co_name}")


def main() -> None:
    sys.settrace(tracer)
    try:
        caller(2)
        try:
            fails()
        except ValueError:
            pass
    finally:
        sys.settrace(None)
    print("\n".join(events))
    events.clear()
    sys.setprofile(profiler)
    caller(2)
    sys.setprofile(None)
    print(events)
    events.clear()
    caller(3)
    print(events)


if __name__ == "__main__":
    main()
