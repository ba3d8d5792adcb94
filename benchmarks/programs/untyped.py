"""No annotations at all: objects, lists, strings and numbers as they come."""
DEFAULT = 2200


class Shape:
    def __init__(self, kind, size):
        self.kind = kind
        self.size = size

    def area(self):
        if self.kind == "square":
            return self.size * self.size
        if self.kind == "circle":
            return 3.14159 * self.size ** 2
        return self.size / 2


class Registry:
    def __init__(self):
        self.items = {}

    def add(self, shape):
        self.items.setdefault(shape.kind, []).append(shape)

    def total(self):
        total = 0
        for kind in sorted(self.items):
            for shape in self.items[kind]:
                total += shape.area()
        return total


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def insertion_sort(xs):
    for i in range(1, len(xs)):
        x = xs[i]
        j = i - 1
        while j >= 0 and xs[j] > x:
            xs[j + 1] = xs[j]
            j -= 1
        xs[j + 1] = x
    return xs


def join(words, sep):
    out = ""
    for w in words:
        if out:
            out += sep
        out += w
    return out


def main(n):
    r = Registry()
    kinds = ["square", "circle", "line"]
    for i in range(n * 10):
        r.add(Shape(kinds[i % 3], i % 50 + (0.5 if i % 2 else 0)))
    xs = insertion_sort([i * 7919 % 1009 for i in range(n // 2)])
    text = join([str(x) for x in xs], ",")
    return round(r.total(), 3), fib(21), xs[0], xs[-1], len(text)
