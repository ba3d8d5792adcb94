#!/usr/bin/env python3
"""Write a C++ file that holds the content of other files: embed.py VARIABLE OUT FILE..."""
import os
import sys

# A literal may not be longer than this in standard C++; neighbours are joined by the compiler.
CHUNK = 60_000


def literal(text: str) -> str:
    chunks = [text[i : i + CHUNK] for i in range(0, len(text), CHUNK)] or [""]
    return "\n".join(f'R"krait~({chunk})krait~"' for chunk in chunks)


def main() -> None:
    variable, out, *files = sys.argv[1:]
    lines = ['#include "toolchain/runtime_files.h"', "namespace krait::toolchain {"]
    lines += [f"extern const EmbeddedFile {variable}[];", f"const EmbeddedFile {variable}[] = {{"]
    for path in sorted(files):
        with open(path, encoding="utf-8", newline="") as file:
            text = file.read()
        lines.append(f'{{"{os.path.basename(path)}",\n{literal(text)}}},')
    lines += ["{{}, {}}};", "}  // namespace krait::toolchain", ""]
    with open(out, "w", encoding="utf-8", newline="") as file:
        file.write("\n".join(lines))


main()
