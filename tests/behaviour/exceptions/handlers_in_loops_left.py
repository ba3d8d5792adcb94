# Handlers inside a `finally`, left by break and continue: the loop's own errors are not theirs.


def copies(items: list[int], below: int) -> int:
    left = 4
    while left > 0:
        left -= 1
        try:
            items[left + 2]
        except IndexError:
            try:
                if items == [below]:
                    break
                items = items[: len(items) // below]
            except LookupError:
                left -= 10
                break
            except ZeroDivisionError:
                if left < left:
                    break
                if left <= below:
                    continue
                left -= 1
            finally:
                if len(items) > 1:
                    items[0], items[-1] = items[-1], items[0]
        items = items[1:]
    return left * 100 + len(items)


# Ways out of the inner handler lead through the `finally`, and back into the loop.
def swapped(items: list[int]) -> int:
    left = 4
    while left > 0:
        left -= 1
        try:
            items[left]
        except ZeroDivisionError:
            try:
                if items == items:
                    break
                items = items[:]
            except LookupError:
                if left < left <= left:
                    break
                if left < left <= left:
                    continue
            finally:
                if len(items) > 1:
                    items[0], items[-1] = items[-1], items[0]
        items = items[:]
    return left


def interrupted(rounds: int) -> list[str]:
    seen: list[str] = []
    for i in range(rounds):
        try:
            int("x" * i)
        except ValueError:
            if i % 2:
                continue
            try:
                raise KeyError(i)
            except KeyError as missing:
                if missing.args[0] == 2:
                    continue
            finally:
                seen.append(f"finally {i}")
        seen.append(f"end {i}")
    return seen


def main() -> None:
    for below in range(3):
        print(copies([1, 2, 3, 4, 5], below), copies([below], below), copies([], below))
    print(swapped([1, 2, 3, 4, 5]))
    print(interrupted(5))


if __name__ == "__main__":
    main()
