import sys
import traceback
from types import TracebackType
from typing import List, Optional


def level3() -> None:
    raise OSError(2, "No such thing", "file.txt")


def level2() -> None:
    level3()


def level1() -> None:
    level2()


def frames(tb: Optional[TracebackType]) -> List[str]:
    out = []
    while tb is not None:
        code = tb.tb_frame.f_code
        out.append(f"{code.co_name}:{tb.tb_lineno}:{code.co_filename.rsplit('/', 1)[-1]}")
        tb = tb.tb_next
    return out


def handler() -> None:
    try:
        level1()
    except OSError as e:
        print(frames(e.__traceback__))
        info = sys.exc_info()
        print(info[0] is OSError, info[1] is e, info[2] is e.__traceback__)
        traceback.print_exc()
        print(traceback.format_exc().count("File"))
        print([(f.name, f.lineno, f.line) for f in traceback.extract_tb(e.__traceback__)])
        print(traceback.format_exception_only(type(e), e))
    print(sys.exc_info())


def reraise_keeps() -> None:
    try:
        level2()
    except OSError:
        raise


def with_traceback() -> None:
    try:
        level3()
    except OSError as e:
        raise ValueError("moved").with_traceback(e.__traceback__) from None


def stored() -> Exception:
    try:
        level3()
    except OSError as e:
        return e
    return ValueError()


def main() -> None:
    handler()
    for f in (reraise_keeps, with_traceback):
        try:
            f()
        except Exception as e:
            print(frames(e.__traceback__))
    e = stored()
    print(frames(e.__traceback__))
    try:
        raise e
    except Exception as e2:
        print(e2 is e, frames(e2.__traceback__))
    stack = traceback.extract_stack()
    print(stack[-1].name, stack[-1].line)


if __name__ == "__main__":
    main()
