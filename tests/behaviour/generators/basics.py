from typing import Generator, Iterator, List


def count(n: int) -> Iterator[int]:
    i = 0
    while i < n:
        yield i
        i += 1


def fib() -> Iterator[int]:
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


def words(text: str) -> Iterator[str]:
    word = ""
    for ch in text:
        if ch == " ":
            if word:
                yield word
            word = ""
        else:
            word += ch
    if word:
        yield word


def empty() -> Iterator[int]:
    return
    yield 1


def mixed(flag: bool) -> Iterator[object]:
    yield None
    if flag:
        yield 1.5
    yield "s"


def returns() -> Generator[int, None, str]:
    yield 1
    return "value"


class Tree:
    def __init__(self, v: int, kids: List["Tree"]) -> None:
        self.v = v
        self.kids = kids

    def walk(self) -> Iterator[int]:
        yield self.v
        for k in self.kids:
            for v in k.walk():
                yield v

    def __iter__(self) -> Iterator[int]:
        return self.walk()


def main() -> None:
    print(list(count(5)), sum(count(101)), max(count(7)))
    f = fib()
    print([next(f) for _ in range(12)])
    for x in f:
        if x > 1000:
            print(x)
            break
    print(next(f))
    print(list(words("the quick  fox ")), list(empty()), list(mixed(True)), list(mixed(False)))
    g = returns()
    print(next(g))
    try:
        next(g)
    except StopIteration as e:
        print("returned", e.value)
    try:
        next(g)
    except StopIteration as e:
        print("again", e.value)
    t = Tree(1, [Tree(2, [Tree(3, [])]), Tree(4, [])])
    print(list(t), 3 in t, sorted(t, reverse=True))
    print(type(g).__name__, iter(g) is g, next(count(0), "default"))
    a, b, *c = count(5)
    print(a, b, c, dict(zip("abc", count(9))), [*count(2), *count(3)])


if __name__ == "__main__":
    main()
