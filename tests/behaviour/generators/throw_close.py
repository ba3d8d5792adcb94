from typing import Generator, Iterator, List

log: List[str] = []


def careful() -> Generator[int, None, str]:
    n = 0
    while True:
        try:
            yield n
            n += 1
        except ValueError as e:
            log.append("value " + str(e))
            n = 100
        except KeyError:
            return "key"
        finally:
            log.append("finally")


def closing() -> Iterator[int]:
    try:
        yield 1
        yield 2
    except GeneratorExit:
        log.append("exit")
        raise
    finally:
        log.append("cleanup")


def stubborn() -> Iterator[int]:
    try:
        yield 1
    except GeneratorExit:
        yield 2


def swallow() -> Iterator[int]:
    try:
        yield 1
    except GeneratorExit:
        return


def main() -> None:
    g = careful()
    print(next(g), next(g), g.throw(ValueError("v")), next(g))
    try:
        g.throw(KeyError)
    except StopIteration as e:
        print("return", e.value)
    print(log)
    log.clear()
    g = careful()
    next(g)
    try:
        g.throw(RuntimeError("out"))
    except RuntimeError as e:
        print("propagated", e)
    try:
        next(g)
    except StopIteration:
        print("finished")
    c = closing()
    next(c)
    c.close()
    c.close()
    print(log)
    log.clear()
    d = closing()
    next(d)
    del d
    print(log)
    log.clear()
    s = stubborn()
    next(s)
    try:
        s.close()
    except RuntimeError as e:
        print(e)
    w = swallow()
    next(w)
    w.close()
    fresh = closing()
    fresh.close()
    print(log, list(fresh))
    fresh = closing()
    try:
        fresh.throw(ValueError("early"))
    except ValueError as e:
        print(e, list(fresh))
    try:
        careful().throw(1)  # type: ignore
    except TypeError as e:
        print(e)
    log.clear()


if __name__ == "__main__":
    main()
