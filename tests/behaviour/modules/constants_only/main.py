"""A module whose body does nothing but bind constants."""
import words


def main() -> None:
    print(words.KEYWORDS, words.TYPES[0], words.LIMIT, words.NAME, sorted(n for n in vars(words) if n.isupper()))


if __name__ == "__main__":
    main()
