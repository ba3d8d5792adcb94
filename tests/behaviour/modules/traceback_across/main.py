import outer


def start() -> None:
    outer.Runner(3).run()


def main() -> None:
    start()


if __name__ == "__main__":
    main()
