"""Operators on instances of native classes: reflected methods, NotImplemented, patched methods."""
class Vec:
    def __init__(self, x: float) -> None:
        self.x = x
    def __add__(self, o: "Vec") -> "Vec":
        return Vec(self.x + o.x)
    def __mul__(self, k: float) -> "Vec":
        if k == 3: return NotImplemented
        return Vec(self.x * k)
    def __pow__(self, o: object) -> "Vec":
        return NotImplemented
    def __lt__(self, o: "Vec") -> bool:
        return self.x < o.x
    def __eq__(self, o: object) -> bool:
        if isinstance(o, Vec): return self.x == o.x
        return NotImplemented

class Sub(Vec):
    def __radd__(self, o: Vec) -> Vec:
        return Vec(1000.0)
class Other:
    def __radd__(self, o: object) -> str: return "other radd"
    def __rmul__(self, o: object) -> str: return "other rmul"
    def __rpow__(self, o: object) -> str: return "other rpow"
    def __gt__(self, o: object) -> str: return "other gt"
    def __eq__(self, o: object) -> bool: return True

class Plain:
    def __init__(self, n: int) -> None:
        self.n = n
    def __mul__(self, o: object) -> object:
        return NotImplemented
    def __index__(self) -> int:
        return self.n

def mulp(a: Plain, b: object) -> object: return a * b
def imulp(a: Plain, b: object) -> object:
    a *= b
    return a

def show(f, *a):
    try:
        r = f(*a)
        print(type(r).__name__, getattr(r, 'x', r))
    except Exception as e:
        print(type(e).__name__, e)

def add(a: Vec, b: object) -> object: return a + b
def addi(a: Vec, b: object) -> object:
    a += b
    return a
def mul(a: Vec, b: float) -> object: return a * b
def mulo(a: Vec, b: object) -> object: return a * b
def imulo(a: Vec, b: object) -> object:
    a *= b
    return a
def po(a: Vec, b: object) -> object: return a ** b
def lt(a: Vec, b: object) -> object: return a < b
def eq(a: Vec, b: object) -> object: return a == b
def main() -> None:
    a, b, s, o = Vec(1.0), Vec(2.0), Sub(5.0), Other()
    show(add, a, b); show(add, a, s); show(add, s, a); show(add, a, o); show(add, a, 3)
    show(addi, a, b); show(addi, a, s); show(addi, a, 4)
    show(mul, a, 2.0); show(mul, a, 3.0); show(mul, a, 3); show(mul, a, 2)
    show(mulo, a, 3); show(imulo, a, 3)
    n = Plain(4)
    show(mulp, n, o); show(mulp, n, [1, 2]); show(mulp, n, (1,)); show(imulp, n, [1]); show(imulp, n, 3); show(mulp, n, 2)
    show(po, a, o); show(po, a, 2); show(po, a, s)
    show(lt, a, b); show(lt, a, o); show(lt, a, 2); show(eq, a, a); show(eq, a, 3); show(eq, a, o); show(eq, a, s)
    old = Vec.__add__
    Vec.__add__ = lambda x, y: "patched"
    show(add, a, b)
    Vec.__add__ = old
    show(add, a, b)

if __name__ == "__main__":
    main()
