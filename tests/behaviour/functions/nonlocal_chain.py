from typing import Callable, List


def outer() -> List[int]:
    x = 1
    out: List[int] = []

    def middle() -> None:
        y = 10

        def inner() -> None:
            nonlocal x, y
            x += 1
            y += x
            out.append(y)
        inner()
        inner()
        out.append(y)
    middle()
    middle()
    out.append(x)
    return out


def accumulator(start: float) -> Callable[[float], float]:
    total = start

    def add(x: float) -> float:
        nonlocal total
        total += x
        return total
    return add


def swap_state() -> str:
    state = "a"

    def set_state(s: str) -> str:
        nonlocal state
        old, state = state, s
        return old
    return set_state("b") + set_state("c") + state


def delete_cell() -> str:
    v = 1

    def kill() -> None:
        nonlocal v
        del v
    kill()
    try:
        return str(v)
    except UnboundLocalError as e:
        return str(e)


def loop_var() -> List[int]:
    n = 0

    def step() -> int:
        nonlocal n
        for n in range(n, n + 3):
            pass
        return n
    return [step(), step(), n]


def main() -> None:
    print(outer())
    acc = accumulator(1)
    print(acc(2), acc(0.5))
    print(swap_state())
    print(delete_cell())
    print(loop_var())


if __name__ == "__main__":
    main()
