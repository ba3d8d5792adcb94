import config
import reader
import writer
from config import LEVEL, settings


def main() -> None:
    config.LEVEL, config.counter = 1, 0
    config.settings.clear()
    print(reader.read(), LEVEL, settings is config.settings)
    writer.write(5)
    print(reader.read(), LEVEL, config.LEVEL, settings)
    config.LEVEL = 9
    print(reader.read(), reader.read_imported())
    writer.bump()
    print(config.counter, reader.counter_value())
    del config.counter
    try:
        writer.bump()
    except NameError as e:
        print(e)
    config.counter = 100
    print(writer.bump())
    config.new_name = "added"  # type: ignore
    print(config.get_new())
    del config.new_name  # type: ignore


if __name__ == "__main__":
    main()
