"""Parse documents of every kind of value, and every kind of mistake."""
import datetime
import io
import math

import tomli

DOCUMENT = r'''
title = "TOML" # comment
"quoted key" = 'literal \n'
dotted.a.b = 1
multi = """
first \
    joined
\u00e9 \U0001F600 \t"""
raw = \'\'\'
'quoted' text\'\'\'
[numbers]
i = [1, -2, +3, 1_000, 0xff, 0o17, 0b1010]
f = [1.5, -0.0, 1e10, 6.02E-23, 1_0.5, inf, -inf]
n = nan
big = 123456789012345678901234567890
[dates]
odt = 1979-05-27T07:32:00Z
off = 1979-05-27T00:32:00.999999-07:00
ldt = 1979-05-27 07:32:00
d = 1979-05-27
t = 07:32:00.5
[[fruit]]
name = "apple"
physical = { color = "red", "shape.x" = {deep = [ {a=1}, {b=[[], [1,2]]} ]} }
  [[fruit.variety]]
  name = "red delicious"
[[fruit]]
name = "banana"
bool = [true, false]
[a.b.c]
[a]
x = 1
'''.replace("\\'", "'")

BAD = ["a = ", "a = 1\na = 2", "[a]\n[a]", "a.b = 1\n[a]", "= 1", "a = 'x", 'a = "\\q"', "a = 1 2", "a = [1,", "a = {b=1,}", "a = 0123",
       "a = 1979-13-01", "[[a]]\n[a]", "a = {b = 1}\na.c = 2", "a = \"\x01\"", "[", "[a", "a", "a = tru", "a = 1__0", "\x00", "a = \"\\uD800\"", "a=1\r"]


def show(v, depth=0):
    if isinstance(v, dict):
        for k in v:
            print("  " * depth + repr(k), type(v[k]).__name__)
            show(v[k], depth + 1)
    elif isinstance(v, list):
        for x in v:
            show(x, depth + 1)
    elif isinstance(v, float) and math.isnan(v):
        print("  " * depth + "nan")
    else:
        print("  " * depth + repr(v))


def main():
    doc = tomli.loads(DOCUMENT)
    show(doc)
    print(tomli.load(io.BytesIO(b"x = 1\r\ny = 'z'")) == {"x": 1, "y": "z"})
    for text in BAD:
        try:
            print(repr(text), tomli.loads(text))
        except tomli.TOMLDecodeError as e:
            print(repr(text), "->", e)
    for bad in (b"x", 5, None):
        try:
            tomli.loads(bad)
        except (TypeError, AttributeError):
            print("refused", type(bad).__name__)  # by the first operation that fails, or by the declared type
    try:
        tomli.load(io.StringIO("a=1"))
    except TypeError as e:
        print(e)
    print(tomli.loads("a = 1.10", parse_float=str), doc["dates"]["odt"].utcoffset() == datetime.timedelta(0))
    try:
        tomli.loads("a = 1.1", parse_float=lambda s: [])
    except ValueError as e:
        print(e)
    print(tomli.__all__, tomli.loads.__module__)


main()
