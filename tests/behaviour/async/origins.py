# sys.set_coroutine_origin_tracking_depth, cr_origin, warnings of coroutines never awaited, and what awaits refuse.
import sys
import types
import warnings
from typing import Any


async def leaf(n: int = 0) -> int:
    return n


def make() -> Any:
    return leaf(1)


def outer() -> Any:
    return make()


def drop(coroutine: Any) -> None:
    coroutine.close()


def origins() -> None:
    old = sys.get_coroutine_origin_tracking_depth()
    for depth in (0, 1, 2, 3):
        sys.set_coroutine_origin_tracking_depth(depth)
        coroutine = outer()
        sys.set_coroutine_origin_tracking_depth(old)
        origin = coroutine.cr_origin
        print(depth, origin and [(line, name) for _, line, name in origin], origin and origin[0][0] == __file__)
        drop(coroutine)
    again = outer()
    print(again.cr_origin)
    drop(again)


def unawaited() -> None:
    for depth in (0, 2):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            sys.set_coroutine_origin_tracking_depth(depth)
            make()
            sys.set_coroutine_origin_tracking_depth(0)
        print([str(w.message).replace(__file__, "FILE") for w in caught])
    kept = warnings._warn_unawaited_coroutine  # type: ignore[attr-defined]
    try:
        del warnings._warn_unawaited_coroutine  # type: ignore[attr-defined]
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            make()
        print([str(w.message) for w in caught])
    finally:
        warnings._warn_unawaited_coroutine = kept  # type: ignore[attr-defined]


class GivesCoroutine:
    def __await__(self) -> Any:
        return leaf(2)


class Manager:
    def __init__(self, enter: Any, leave: Any) -> None:
        self.enter, self.leave = enter, leave

    def __aenter__(self) -> Any:
        return self.enter

    def __aexit__(self, *args: Any) -> Any:
        return self.leave


async def awaits_object(o: Any) -> Any:
    return await o


async def enters(m: Any, fails: bool = False) -> Any:
    async with m as value:
        if fails:
            raise KeyError("inside")
        return value


def run(coroutine: Any) -> None:
    try:
        coroutine.send(None)
    except BaseException as e:
        print(type(e).__name__, e, repr(e.__context__))


def main() -> None:
    origins()
    unawaited()
    run(awaits_object(GivesCoroutine()))
    run(awaits_object(5))
    run(enters(Manager(5, leaf())))
    for leave in (leaf(), 6, GivesCoroutine()):
        for fails in (False, True):
            run(enters(Manager(leaf(3), leave), fails))
    run(enters(5))


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
