import asyncio
from typing import List

log: List[str] = []


async def fail(msg: str) -> int:
    await asyncio.sleep(0)
    raise ValueError(msg)


async def catches() -> str:
    try:
        await fail("inner")
    except ValueError as e:
        return "caught " + str(e)
    finally:
        log.append("finally")
    return "no"


async def cleanup() -> None:
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        log.append("cancelled")
        raise
    finally:
        await asyncio.sleep(0)
        log.append("cleaned")


async def returns_in_finally() -> int:
    for i in range(3):
        try:
            await asyncio.sleep(0)
            if i == 1:
                return i
        finally:
            log.append(f"f{i}")
    return -1


async def chained() -> None:
    try:
        await fail("first")
    except ValueError as e:
        raise KeyError("second") from e


async def timeout() -> str:
    try:
        await asyncio.wait_for(asyncio.sleep(5), 0.01)
        return "finished"
    except asyncio.TimeoutError:
        return "timed out"


async def run() -> None:
    log.clear()
    print(await catches(), await returns_in_finally(), log)
    log.clear()
    t = asyncio.create_task(cleanup())
    await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("task cancelled", log, t.cancelled())
    try:
        await chained()
    except KeyError as e:
        print(repr(e), repr(e.__cause__))
    r = await asyncio.gather(fail("g1"), catches(), return_exceptions=True)
    print([repr(x) for x in r])
    print(await timeout())
    try:
        await 5  # type: ignore
    except TypeError as e:
        print(e)
    c = catches()
    await c
    try:
        await c
    except RuntimeError as e:
        print(e)
    log.clear()


def main() -> None:
    asyncio.run(run())
    try:
        asyncio.run(fail("out"))
    except ValueError as e:
        print("main", e)


if __name__ == "__main__":
    main()
