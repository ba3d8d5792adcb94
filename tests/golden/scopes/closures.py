import os.path as p

total = 0


class Counter:
    __hidden = 1
    limit = 10

    def __init__(self, start: int) -> None:
        self.__value = start + __hidden

    def step(self, by=limit):
        def inner(n):
            nonlocal by
            global total
            by += n
            total = by
            return super().step(by)

        return [inner(x) for x in range(self.__value) if (last := x)]


def outer(a, *args, k=lambda v: v + total, **kw):
    try:
        pass
    except OSError as error:
        print(error)
    match a:
        case [first, *rest] | {"k": first, **rest}:
            yield first, rest
    del a
    return (lambda: (args, kw, k))
