"""Methods that are rebound, and instances that get attributes over them, before, between and in rounds of loops that call them."""
from typing import Any, Callable, List


class Body:
    def __init__(self, x: float) -> None:
        self.x = x

    def step(self, dt: float) -> float:
        self.x += dt
        return self.x


class Hidden(Body):
    pass


class Rebinder(Body):
    """Changes the class when it goes."""

    def __del__(self) -> None:
        setattr(Body, "step", other)


def other(self: Any, dt: float) -> float:
    self.x -= 100 * dt
    return self.x


def walk(bodies: List[Body]) -> float:
    total = 0.0
    for b in bodies:
        total += b.step(0.5)
    return total


def by_index(bodies: List[Body], rounds: int) -> float:
    total = 0.0
    for _ in range(rounds):
        for i in range(len(bodies)):
            total += bodies[i].step(0.25)
    return total


def one(b: Body, rounds: int) -> float:
    total = 0.0
    for _ in range(rounds):
        total += b.step(1.0)
    return total


def with_calls(bodies: List[Body], act: Callable[[int], object]) -> List[float]:
    out = []
    for i in range(len(bodies)):
        out.append(bodies[i].step(0.5))
        act(i)
        out.append(bodies[i].step(0.5))
    return out


def main() -> None:
    plain = Body.step
    bodies: List[Body] = [Body(float(i)) for i in range(4)]
    print(walk(bodies), by_index(bodies, 2), one(bodies[0], 3))
    setattr(Body, "step", other)
    print(walk(bodies), by_index(bodies, 2), one(bodies[0], 3))
    setattr(Body, "step", plain)
    print(walk(bodies), by_index(bodies, 2), one(bodies[0], 3))
    setattr(bodies[2], "step", lambda dt: 1000.0)
    print(walk(bodies), by_index(bodies, 2), one(bodies[2], 3))
    bodies[2] = Hidden(1.0)
    print(walk(bodies), by_index(bodies, 2), one(bodies[2], 3))
    setattr(Hidden, "step", other)
    print(walk(bodies), by_index(bodies, 2), one(bodies[2], 3))
    print(with_calls(bodies, lambda i: setattr(Body, "step", other if i == 1 else plain)))
    print(with_calls(bodies, lambda i: setattr(bodies[i], "step", plain.__get__(bodies[0]))))
    setattr(Body, "step", plain)
    bodies = [Body(1.0), Rebinder(2.0), Body(3.0)]

    def drop(i: int) -> None:
        if i == 0:
            bodies[1] = Body(5.0)

    print(with_calls(bodies, drop), walk(bodies))
    setattr(Body, "step", plain)
    delattr(Hidden, "step")


if __name__ == "__main__":
    main()
