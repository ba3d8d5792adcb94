"""plugin doc"""
PREFIX = "plugin "


def name() -> str:
    return PREFIX + "name"


def call_name() -> str:
    return name()


def helper(x: int) -> int:
    return x + 1
