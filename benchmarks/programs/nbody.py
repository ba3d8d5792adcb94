"""Planets that pull at each other: float attributes in a double loop."""
from typing import List

DEFAULT = 15000

PI = 3.141592653589793
SOLAR_MASS = 4 * PI * PI
YEAR = 365.24


class Planet:
    def __init__(self, x: float, y: float, z: float, vx: float, vy: float, vz: float, mass: float) -> None:
        self.x = x
        self.y = y
        self.z = z
        self.vx = vx * YEAR
        self.vy = vy * YEAR
        self.vz = vz * YEAR
        self.mass = mass * SOLAR_MASS


def planets() -> List[Planet]:
    return [
        Planet(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0),
        Planet(4.841431442, -1.160320044, -0.103622044, 0.001660076, 0.007699011, -0.000069046, 0.000954791),
        Planet(8.343366718, 4.124798564, -0.403523417, -0.002767425, 0.004998528, 0.000023041, 0.000285885),
        Planet(12.894369562, -15.111151401, -0.223307578, 0.002964601, 0.002378471, -0.000029658, 0.000043662),
        Planet(15.379697114, -25.919314609, 0.179258772, 0.002680677, 0.001628241, -0.000095159, 0.000051513),
    ]


def advance(bodies: List[Planet], dt: float) -> None:
    n = len(bodies)
    for i in range(n):
        a = bodies[i]
        for j in range(i + 1, n):
            b = bodies[j]
            dx = a.x - b.x
            dy = a.y - b.y
            dz = a.z - b.z
            d2 = dx * dx + dy * dy + dz * dz
            mag = dt / (d2 * d2 ** 0.5)
            a.vx -= dx * b.mass * mag
            a.vy -= dy * b.mass * mag
            a.vz -= dz * b.mass * mag
            b.vx += dx * a.mass * mag
            b.vy += dy * a.mass * mag
            b.vz += dz * a.mass * mag
    for p in bodies:
        p.x += dt * p.vx
        p.y += dt * p.vy
        p.z += dt * p.vz


def energy(bodies: List[Planet]) -> float:
    e = 0.0
    for i, a in enumerate(bodies):
        e += 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz)
        for b in bodies[i + 1:]:
            dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
            e -= a.mass * b.mass / (dx * dx + dy * dy + dz * dz) ** 0.5
    return e


def main(n: int) -> object:
    bodies = planets()
    before = energy(bodies)
    for _ in range(n):
        advance(bodies, 0.01)
    return round(before, 9), round(energy(bodies), 9)
