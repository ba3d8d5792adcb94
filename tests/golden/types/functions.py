def f(n: int, xs: list[float]) -> float:
    s = 0.0
    for i, x in enumerate(xs):
        s += x * i
    total = 0
    for j in range(n):
        total += j * 2
    ys = [x * 2 for x in xs]
    d = {}
    for y in ys:
        d[y] = len(ys)
    return max(ys) + total

class P:
    def __init__(self, x: float, y: float) -> None:
        self.x = x
        self.y = y
        self.items = []
    def add(self, o: "P") -> "P":
        self.items.append(1)
        return P(self.x + o.x, self.y + o.y)

def g(p: P, s: str | None) -> str:
    if s is None:
        return "a"
    q = p.add(p)
    return s.upper() + str(q.x)
