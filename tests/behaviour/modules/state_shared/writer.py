import config


def write(n: int) -> None:
    config.LEVEL = n
    config.settings["level"] = n


def bump() -> int:
    return config.increment()
