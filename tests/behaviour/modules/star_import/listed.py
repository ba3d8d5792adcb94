__all__ = ["visible"]


def visible() -> str:
    return "visible " + hidden()


def hidden() -> str:
    return "hidden"


def _private() -> str:
    return "private"
