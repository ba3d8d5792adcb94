class A:
    def f(self, x: int) -> int:
        return x

    def g(self) -> int:
        return 0


class B(A):
    def f(self, x: int) -> int:
        return x + 1


class C(B):
    pass


def shared(a: A) -> int:
    return a.g()


def overridden(a: A, n: int) -> int:
    return a.f(n)


def found_first(a: A, n: int) -> int:
    return a.f(n + 1)
