"""Containers whose contents are known to some callers only, given to functions without annotations, and given back."""


def grow(cells):
    return {(x + dx, y) for x, y in cells for dx in (0, 1)}


def widest(cells):
    return max(x for x, _ in cells) - min(x for x, _ in cells)


def tally(counts, words):
    for w in words:
        counts[w] = counts.get(w, 0) + 1
    return counts


def first(rows):
    return rows[0][0] + rows[-1][0] if rows else None


def merge(left, right):
    out = {}
    for k, v in left.items():
        out[k] = v
    for k, v in right.items():
        out.setdefault(k, v)
    return out


def main():
    cells = {(0, 0), (5, 1)}
    for _ in range(4):
        cells = grow(cells)
    print(sorted(cells), widest(cells))
    # The same functions with what nobody has seen in the source.
    print(sorted(grow({(0.5, "a"), (2, None)}), key=repr), widest({(1.5, 0), (2**70, 0)}))
    try:
        grow({("a", 1)})
    except TypeError as e:
        print(e)
    try:
        grow([(1, 2, 3)])
    except ValueError as e:
        print(e)
    print(tally({}, "a b a".split()), tally({}, [1, 2, 1]), tally({1: 0.5}, [1, (1, 2), (1, 2)]))
    empty = []
    print(first(empty), first([[1], [2]]), first([["a"], ["b"]]), first([[1.5]]), first(((1,), (2,))))
    print(merge({}, {}), merge({1: 2}, {"a": []}), merge({(1, 2): {}}, {(1, 2): 3, 4: 5}))


main()
