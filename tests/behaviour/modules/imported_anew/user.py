import late
from late import Thing, greet


def direct(n: int) -> str:
    return greet(str(n)) + str(Thing(n).twice())


def through(n: int) -> str:
    return late.greet(str(n)) + str(late.Thing(n).twice())


def known(thing: Thing) -> int:
    return thing.twice() + thing.n
