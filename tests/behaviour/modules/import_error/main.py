


def main() -> None:
    try:
        import bad
    except RuntimeError as e:
        print("failed:", e)
    import sys

    print("bad" in sys.modules)
    try:
        import bad  # noqa
    except RuntimeError as e:
        print("again:", e)
    import good

    print(good.value)
    import missing_dependency


if __name__ == "__main__":
    main()
