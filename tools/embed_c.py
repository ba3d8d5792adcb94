#!/usr/bin/env python3
"""Write a C header that holds the text of another file: embed_c.py VARIABLE OUT FILE"""
import json
import sys


def main() -> None:
    variable, out, path = sys.argv[1:]
    with open(path, encoding="ascii") as file:
        lines = file.read().splitlines()
    # JSON's escapes of ASCII text are C's.
    text = "\n".join("  " + json.dumps(line + "\n") for line in lines)
    with open(out, "w", encoding="ascii", newline="") as file:
        file.write(f"static const char {variable}[] =\n{text};\n")


main()
