from typing import Dict, List, Set


def append_while(xs: List[int]) -> List[int]:
    seen = []
    for x in xs:
        seen.append(x)
        if x < 5:
            xs.append(x + 2)
    return seen


def remove_while(xs: List[int]) -> List[int]:
    seen = []
    for x in xs:
        seen.append(x)
        if x % 2:
            xs.remove(x)
    return seen


def clear_while(xs: List[int]) -> int:
    n = 0
    for x in xs:
        n += 1
        if n == 2:
            xs.clear()
    return n


def rebind_while(xs: List[int]) -> List[int]:
    seen = []
    for x in xs:
        seen.append(x)
        xs = []
    return seen


def replace_while(xs: List[int]) -> List[int]:
    seen = []
    for i, x in enumerate(xs):
        seen.append(x)
        if i == 0:
            xs[1] = 99
    return seen


def index_while(n: int) -> List[int]:
    xs = [n]
    i = 0
    while i < len(xs):
        if xs[i] > 1:
            xs.append(xs[i] // 2)
        i += 1
    return xs


def dict_grow(d: Dict[int, int]) -> str:
    try:
        for k in d:
            d[k + 100] = 1
    except RuntimeError as e:
        return str(e)
    return "no error"


def dict_change_value(d: Dict[int, int]) -> Dict[int, int]:
    for k in d:
        d[k] += 1
    for k, v in list(d.items()):
        if v > 2:
            del d[k]
    return d


def set_grow(s: Set[int]) -> str:
    try:
        for x in s:
            s.add(x + 100)
    except RuntimeError as e:
        return str(e)
    return "no error"


def dict_same_size(d: Dict[int, int]) -> str:
    try:
        for k in d:
            del d[k]
            d[k + 10] = 0
    except RuntimeError as e:
        return str(e)
    return "done"


def range_fixed(n: int) -> List[int]:
    out = []
    for i in range(n):
        n = 1
        out.append(i)
        i = 100
    return out


def main() -> None:
    print(append_while([1, 4]), remove_while([1, 3, 5, 6, 7]), clear_while([1, 2, 3]), rebind_while([1, 2]), replace_while([1, 2, 3]), index_while(9))
    print(dict_grow({1: 1}), dict_change_value({1: 1, 2: 2}), set_grow({1}), range_fixed(4))
    try:
        d = {1: 1, 2: 2}
        for k, v in d.items():
            d[9] = 9
    except RuntimeError as e:
        print(e)
    xs = [1, 2, 3]
    it = iter(xs)
    print(next(it), xs.append(4), list(it), next(it, "end"), xs.append(5), list(it))


if __name__ == "__main__":
    main()
