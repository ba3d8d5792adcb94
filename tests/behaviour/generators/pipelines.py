import itertools
from contextlib import contextmanager
from typing import Dict, Iterable, Iterator, List, Tuple


def numbers(n: int) -> Iterator[int]:
    for i in range(n):
        yield i


def keep_even(xs: Iterable[int]) -> Iterator[int]:
    for x in xs:
        if x % 2 == 0:
            yield x


def squared(xs: Iterable[int]) -> Iterator[int]:
    return (x * x for x in xs)


def pairs(xs: Iterable[int]) -> Iterator[Tuple[int, int]]:
    it = iter(xs)
    for a in it:
        for b in it:
            yield a, b
            break


def grouped(xs: Iterable[str]) -> Dict[str, List[str]]:
    out: Dict[str, List[str]] = {}
    for k, group in itertools.groupby(sorted(xs, key=len), key=lambda s: f"{len(s)}"):
        out[k] = list(group)
    return out


@contextmanager
def tagged(name: str, out: List[str]) -> Iterator[str]:
    out.append("<" + name + ">")
    try:
        yield name.upper()
    except ValueError as e:
        out.append("error " + str(e))
    finally:
        out.append("</" + name + ">")


def permutations(xs: List[int]) -> Iterator[List[int]]:
    if not xs:
        yield []
    for i, x in enumerate(xs):
        for rest in permutations(xs[:i] + xs[i + 1:]):
            yield [x] + rest


def primes() -> Iterator[int]:
    found: List[int] = []
    for n in itertools.count(2):
        if all(n % p for p in found):
            found.append(n)
            yield n


def main() -> None:
    print(list(squared(keep_even(numbers(10)))), sum(squared(keep_even(numbers(100)))))
    print(list(pairs(range(7))), dict(pairs(numbers(4))))
    print(grouped(["a", "bb", "c", "ddd", "ee"]))
    out: List[str] = []
    with tagged("p", out) as name:
        out.append(name)
        with tagged("b", out):
            raise ValueError("inside")
    print(out)
    print(["".join(map(str, p)) for p in permutations([1, 2, 3])])
    print(list(itertools.islice(primes(), 10)), list(itertools.takewhile(lambda p: p < 20, primes())))
    a, b = itertools.tee(numbers(3))
    print(list(a), list(b), list(itertools.chain.from_iterable([numbers(2), numbers(3)])))


if __name__ == "__main__":
    main()
