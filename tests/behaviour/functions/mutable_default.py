from typing import Dict, List, Optional


def collect(x: int, into: List[int] = []) -> List[int]:
    into.append(x)
    return into


def count(word: str, seen: Dict[str, int] = {}) -> int:
    seen[word] = seen.get(word, 0) + 1
    return seen[word]


def fresh(x: int, into: Optional[List[int]] = None) -> List[int]:
    if into is None:
        into = []
    into.append(x)
    return into


def main() -> None:
    first = collect(1)
    second = collect(2)
    print(first is second, first)
    print(collect(3, [9]))
    print(collect(4))
    del collect(0)[:]
    print(count("a"), count("a"), count("b"))
    print(count.__defaults__)
    count("x", {})
    print(count.__defaults__)
    count.__defaults__[0].clear()
    print(fresh(1), fresh(2))


if __name__ == "__main__":
    main()
