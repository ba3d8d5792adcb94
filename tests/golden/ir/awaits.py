# function: waits
async def leaf(x: int) -> int:
    return x * 2


async def may_suspend(x: int) -> int:
    return await leaf(x)


async def waits(x: int) -> int:
    return await leaf(x) + await may_suspend(x)
