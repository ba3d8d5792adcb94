import asyncio


async def leaf(n: int) -> int:
    await asyncio.sleep(0)
    return 1 // n


async def branch(n: int) -> int:
    return await leaf(n) + 1


async def root() -> None:
    print(await branch(1))
    print(await branch(0))


def main() -> None:
    try:
        asyncio.run(root())
    except ZeroDivisionError as e:
        tb = e.__traceback__
        while tb:
            name = tb.tb_frame.f_code.co_name
            if name in ("root", "branch", "leaf"):
                print(name, tb.tb_lineno)
            tb = tb.tb_next
        raise SystemExit(4)


if __name__ == "__main__":
    main()
