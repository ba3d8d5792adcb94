from typing import List


def parse(s: str) -> int:
    try:
        return int(s)
    except ValueError:
        return -1


def which(n: int) -> str:
    try:
        if n == 0:
            raise KeyError("k")
        if n == 1:
            raise IndexError("i")
        if n == 2:
            raise TypeError("t")
        if n == 3:
            [][5]
        if n == 4:
            {}["x"]
        if n == 5:
            1 // 0
        return "none"
    except KeyError as e:
        return "key " + str(e)
    except (IndexError, TypeError) as e:
        return type(e).__name__ + " " + str(e)
    except Exception as e:
        return "other " + repr(e)


def bare(n: int) -> str:
    try:
        return str(10 // n)
    except:  # noqa
        return "bare"


def with_else(s: str) -> List[str]:
    out = []
    try:
        v = int(s)
    except ValueError as e:
        out.append("except " + str(e))
    else:
        out.append(f"else {v}")
    finally:
        out.append("finally")
    return out


def dynamic(kinds: object) -> str:
    try:
        raise LookupError("dyn")
    except kinds as e:  # type: ignore
        return "caught " + str(e)


def raise_in_else() -> str:
    try:
        try:
            pass
        except ValueError:
            return "wrong"
        else:
            raise ValueError("from else")
    except ValueError as e:
        return str(e)


def main() -> None:
    print(parse("12"), parse("x"), [which(i) for i in range(7)])
    print(bare(2), bare(0), with_else("5"), with_else("five"))
    print(dynamic(LookupError), dynamic((KeyError, LookupError)))
    try:
        dynamic(KeyError)
    except LookupError as e:
        print("not caught", e)
    try:
        dynamic(5)
    except TypeError as e:
        print(e)
    print(raise_in_else())
    e = "outer"
    try:
        raise ValueError
    except ValueError as e:  # type: ignore
        pass
    try:
        print(e)
    except NameError as n:
        print(n)


if __name__ == "__main__":
    main()
