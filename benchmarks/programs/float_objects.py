"""Objects with float fields that move and bounce: attribute loads and stores."""
from typing import List

DEFAULT = 130


class Body:
    def __init__(self, x: float, y: float, vx: float, vy: float) -> None:
        self.x = x
        self.y = y
        self.vx = vx
        self.vy = vy
        self.bounces = 0

    def step(self, dt: float) -> None:
        self.x += self.vx * dt
        self.y += self.vy * dt
        if self.x < 0.0 or self.x > 1.0:
            self.vx = -self.vx
            self.bounces += 1
        if self.y < 0.0 or self.y > 1.0:
            self.vy = -self.vy
            self.bounces += 1
        self.vy -= 0.01 * dt

    def energy(self) -> float:
        return 0.5 * (self.vx * self.vx + self.vy * self.vy) + 0.01 * self.y


def make(count: int) -> List[Body]:
    out: List[Body] = []
    for i in range(count):
        out.append(Body((i % 10) / 10.0, (i % 7) / 7.0, 0.3 - (i % 5) * 0.1, 0.2 + (i % 3) * 0.1))
    return out


def main(n: int) -> object:
    bodies = make(n)
    for _ in range(n * 15):
        for b in bodies:
            b.step(0.02)
    total = 0.0
    for b in bodies:
        total += b.energy()
    return round(total, 9), sum(b.bounces for b in bodies)
