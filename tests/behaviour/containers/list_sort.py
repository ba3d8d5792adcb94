from typing import List, Tuple


class Card:
    def __init__(self, suit: str, rank: int) -> None:
        self.suit = suit
        self.rank = rank

    def __lt__(self, o: "Card") -> bool:
        return self.rank < o.rank

    def __repr__(self) -> str:
        return f"{self.suit}{self.rank}"


class Bad:
    def __lt__(self, o: object) -> bool:
        raise RuntimeError("no order")


def by_len(s: str) -> int:
    return len(s)


def main() -> None:
    xs = [5, 2, 9, 1]
    print(xs.sort(), xs, xs.sort(reverse=True), xs)
    words = ["banana", "fig", "apple", "kiwi"]
    words.sort(key=by_len)
    print(words, sorted(words), sorted(words, key=len, reverse=True), sorted(words, key=lambda w: (len(w), w)))
    cards = [Card("h", 3), Card("s", 1), Card("d", 3), Card("c", 2)]
    print(sorted(cards), sorted(cards, reverse=True), sorted(cards, key=lambda c: c.suit), min(cards), max(cards))
    pairs: List[Tuple[int, str]] = [(2, "b"), (1, "z"), (2, "a"), (1, "c")]
    print(sorted(pairs), sorted(pairs, key=lambda p: p[1]), sorted(pairs, key=lambda p: -p[0]))
    print(sorted("hello"), sorted({3: 1, 1: 2}), sorted({"b", "a"}), sorted(range(3), key=lambda x: -x), sorted([]), sorted((1.5, 1, True)))
    floats: List[float] = [2.5, 1, 3.0, -1]
    floats.sort()
    print(floats, sorted([True, False, True]), sorted(["B", "a", "C"], key=str.lower), sorted([[2], [1, 5], [1]]))
    ys = [3, 1, 2]
    try:
        ys.sort(key=lambda v: ys.append(9) or v)  # type: ignore
    except ValueError as e:
        print(e)
    zs = [Bad(), Bad()]
    try:
        zs.sort()
    except RuntimeError as e:
        print(e, len(zs))
    for f in (lambda: [1, "a"].sort(), lambda: sorted(5), lambda: [1].sort(len), lambda: [1, 2].sort(key=5), lambda: [None, None].sort()):  # type: ignore
        try:
            print(f())
        except TypeError as e:
            print(e)
    order = sorted(range(4), key=[9, 4, 7, 1].__getitem__)
    print(order, list(reversed(order)), order[::-1])


if __name__ == "__main__":
    main()
