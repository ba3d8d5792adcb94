import sys

values = [1, 2, 3]
print("ok", file=sys.stderr)


class Broken:
    x = 1
    y = values[7]


print("never")
