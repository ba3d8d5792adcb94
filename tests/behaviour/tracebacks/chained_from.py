class ConfigError(Exception):
    pass


def parse(s: str) -> int:
    try:
        return int(s)
    except ValueError as e:
        raise ConfigError(f"bad number {s!r}") from e


def load(s: str) -> int:
    try:
        return parse(s)
    except ConfigError:
        raise RuntimeError("cannot load")


def main() -> None:
    load("x1")


if __name__ == "__main__":
    main()
