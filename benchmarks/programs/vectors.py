"""Small immutable vector objects made and thrown away by operators."""
DEFAULT = 40000


class Vec:
    def __init__(self, x: float, y: float, z: float) -> None:
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, o: "Vec") -> "Vec":
        return Vec(self.x + o.x, self.y + o.y, self.z + o.z)

    def __sub__(self, o: "Vec") -> "Vec":
        return Vec(self.x - o.x, self.y - o.y, self.z - o.z)

    def __mul__(self, k: float) -> "Vec":
        return Vec(self.x * k, self.y * k, self.z * k)

    def dot(self, o: "Vec") -> float:
        return self.x * o.x + self.y * o.y + self.z * o.z

    def cross(self, o: "Vec") -> "Vec":
        return Vec(self.y * o.z - self.z * o.y, self.z * o.x - self.x * o.z, self.x * o.y - self.y * o.x)


def main(n: int) -> object:
    p = Vec(1.0, 0.5, -0.25)
    v = Vec(0.01, 0.02, 0.03)
    axis = Vec(0.0, 0.0, 1.0)
    total = 0.0
    for _ in range(n):
        v = (v + axis.cross(p) * 0.5 - p * 0.05) * 0.5
        p = p + v * 0.01
        total += p.dot(v)
    return round(total, 9), round(p.x, 9)
