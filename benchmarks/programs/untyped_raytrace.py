"""A ray tracer without annotations: vectors with operators, spheres and planes, shadows and mirrors."""
import math

DEFAULT = 56


class Vector:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def scale(self, k):
        return Vector(self.x * k, self.y * k, self.z * k)

    def unit(self):
        return self.scale(1.0 / math.sqrt(self.dot(self)))

    def mirrored(self, normal):
        return self - normal.scale(2 * self.dot(normal))


class Ray:
    def __init__(self, start, direction):
        self.start = start
        self.direction = direction.unit()

    def at(self, t):
        return self.start + self.direction.scale(t)


class Sphere:
    def __init__(self, centre, radius, colour, shine):
        self.centre = centre
        self.radius = radius
        self.colour = colour
        self.shine = shine

    def hit(self, ray):
        to = self.centre - ray.start
        along = to.dot(ray.direction)
        rest = self.radius * self.radius - (to.dot(to) - along * along)
        if rest < 0:
            return None
        return along - math.sqrt(rest)

    def normal_at(self, p):
        return (p - self.centre).unit()

    def colour_at(self, p):
        return self.colour


class Floor:
    def __init__(self, height, shine):
        self.height = height
        self.shine = shine

    def hit(self, ray):
        if ray.direction.y >= 0:
            return None
        return (self.height - ray.start.y) / ray.direction.y

    def normal_at(self, p):
        return Vector(0.0, 1.0, 0.0)

    def colour_at(self, p):
        if (math.floor(p.x) + math.floor(p.z)) % 2:
            return (0.9, 0.9, 0.9)
        return (0.1, 0.1, 0.1)


class Scene:
    def __init__(self):
        self.objects = []
        self.lights = []

    def nearest(self, ray):
        best = None
        best_t = 1e9
        for o in self.objects:
            t = o.hit(ray)
            if t is not None and 1e-6 < t < best_t:
                best = o
                best_t = t
        return best, best_t

    def trace(self, ray, depth):
        o, t = self.nearest(ray)
        if o is None:
            return (0.2, 0.3, 0.5)
        p = ray.at(t)
        normal = o.normal_at(p)
        light = 0.15
        for place in self.lights:
            to = place - p
            blocked, _ = self.nearest(Ray(p, to))
            if blocked is None:
                light += max(0.0, to.unit().dot(normal))
        light = min(light, 1.0)
        r, g, b = o.colour_at(p)
        colour = (r * light, g * light, b * light)
        if depth > 0 and o.shine > 0:
            other = self.trace(Ray(p, ray.direction.mirrored(normal)), depth - 1)
            colour = tuple(c * (1 - o.shine) + d * o.shine for c, d in zip(colour, other))
        return colour


def main(n):
    scene = Scene()
    scene.lights.append(Vector(20.0, 30.0, -10.0))
    scene.objects.append(Floor(-1.0, 0.1))
    for i in range(4):
        scene.objects.append(Sphere(Vector(i * 2.0 - 3.0, i % 2 * 0.5, 5.0 + i), 1.0, (0.2 * i, 0.5, 1 - 0.2 * i), 0.3))
    total = 0.0
    digest = 0
    for y in range(n):
        for x in range(n):
            ray = Ray(Vector(0.0, 1.0, -5.0), Vector((x - n / 2) / n, (n / 2 - y) / n, 1.0))
            r, g, b = scene.trace(ray, 2)
            total += r + g + b
            digest = (digest * 31 + int(255 * g)) % 1000003
    return round(total, 6), digest
