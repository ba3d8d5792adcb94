from typing import Dict, List, Tuple


class Found(Exception):
    def __init__(self, where: Tuple[int, int]) -> None:
        self.where = where


def search(grid: List[List[int]], x: int) -> Tuple[int, int]:
    try:
        for i, row in enumerate(grid):
            for j, v in enumerate(row):
                if v == x:
                    raise Found((i, j))
    except Found as f:
        return f.where
    return (-1, -1)


def count_errors(xs: List[str]) -> Tuple[int, int]:
    good = bad = 0
    for x in xs:
        try:
            float(x)
        except ValueError:
            bad += 1
            continue
        good += 1
    return good, bad


def retry(fails: int) -> List[str]:
    log: List[str] = []
    for attempt in range(5):
        try:
            if attempt < fails:
                raise ConnectionError(f"try {attempt}")
            log.append("ok")
            break
        except ConnectionError as e:
            log.append(str(e))
    else:
        log.append("gave up")
    return log


def lookup(d: Dict[str, int], k: str) -> int:
    try:
        return d[k]
    except KeyError:
        d[k] = len(d)
        return d[k]


def nested(n: int) -> str:
    try:
        try:
            if n == 0:
                raise ValueError("a")
            if n == 1:
                raise KeyError("b")
            return "fine"
        except ValueError as e:
            if n == 0:
                raise RuntimeError("c") from e
            return "no"
        finally:
            n += 10
    except RuntimeError as e:
        return f"{e}/{e.__cause__}/{n}"
    except KeyError as e:
        return f"{e}/{n}"


def depth(n: int) -> int:
    if n == 0:
        raise OverflowError("bottom")
    try:
        return depth(n - 1)
    except OverflowError as e:
        e.args = (str(e) + "^",)
        raise


def while_try() -> int:
    n = 0
    while True:
        try:
            n += 1
            if n > 3:
                raise StopIteration
        except StopIteration:
            return n


def main() -> None:
    print(search([[1, 2], [3, 4]], 3), search([], 1))
    print(count_errors(["1", "x", "2.5", "", "nan"]))
    print(retry(0), retry(2), retry(9))
    d: Dict[str, int] = {}
    print(lookup(d, "a"), lookup(d, "b"), lookup(d, "a"), d)
    print(nested(0), nested(1), nested(2))
    try:
        depth(5)
    except OverflowError as e:
        print(e)
    print(while_try())


if __name__ == "__main__":
    main()
