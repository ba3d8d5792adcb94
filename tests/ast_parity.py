#!/usr/bin/env python3
"""Compares Krait's trees with those of an interpreter, over files or that interpreter's whole standard library.

    ast_parity.py EXE [--batch BINARY] [--positions] [--type-comments] [--messages] [PATH...]

Each file must be accepted by both with equal ast.dump() text, or refused by both at the same line. Prints the differing
files and "N passed, N failed"; exit status 1 on any difference.
"""
import argparse
import os
import subprocess
import sys
import threading

INTERPRETER_SIDE = r'''
import ast, sys, warnings
warnings.simplefilter("ignore")
sys.setrecursionlimit(20000)
positions = "--positions" in sys.argv
comments = "--type-comments" in sys.argv
keywords = {"show_empty": True} if sys.version_info >= (3, 13) else {}
out = sys.stdout.buffer
for path in sys.stdin.buffer:
    path = path.rstrip(b"\n")
    try:
        with open(path, "rb") as file:
            source = file.read()
        tree = ast.parse(source, type_comments=comments)
        text = ast.dump(tree, include_attributes=positions, **keywords).encode("utf-8", "surrogatepass")
        out.write(b"A %d\n%s\n" % (len(text), text))
    except SyntaxError as error:
        out.write(("R %d %s\n" % (error.lineno or 0, error.msg)).encode("utf-8", "surrogatepass"))
    except Exception as error:
        out.write(("R -1 %s\n" % type(error).__name__).encode())
    out.flush()
'''


def python_files(root):
    for folder, names, files in os.walk(root):
        names.sort()
        for name in sorted(files):
            if name.endswith(".py"):
                yield os.path.join(folder, name)


def start(command, paths):
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def feed():
        try:
            for path in paths:
                process.stdin.write(os.fsencode(path) + b"\n")
            process.stdin.close()
        except BrokenPipeError:
            pass

    threading.Thread(target=feed, daemon=True).start()
    return process


def answer(process):
    head = process.stdout.readline()
    if head.startswith(b"A "):
        text = process.stdout.read(int(head[2:]))
        process.stdout.read(1)
        return "A", text, b""
    if head.startswith(b"R "):
        line, _, message = head[2:].rstrip(b"\n").partition(b" ")
        return "R", int(line), message
    return "X", None, b"no answer"


def difference(ours, theirs):
    at = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
    start_at = max(0, at - 150)
    return "ours   ...%s\n    theirs ...%s" % (
        ours[start_at : at + 120].decode("utf-8", "replace"),
        theirs[start_at : at + 120].decode("utf-8", "replace"),
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("exe")
    parser.add_argument("--batch", default=os.path.join(os.path.dirname(__file__), "..", "build", "syntax_batch"))
    parser.add_argument("--positions", action="store_true")
    parser.add_argument("--type-comments", action="store_true", help="parse with type_comments=True")
    parser.add_argument("--messages", action="store_true", help="compare messages of refusals too")
    parser.add_argument("paths", nargs="*")
    options = parser.parse_intermixed_args()
    facts = subprocess.run(
        [options.exe, "-c", "import sys, os; print('%d.%d' % sys.version_info[:2]); print(os.path.dirname(os.__file__))"],
        check=True, capture_output=True, text=True).stdout.splitlines()
    version, library = facts[0], facts[1]
    paths = []
    for path in options.paths or [library]:
        paths.extend(python_files(path) if os.path.isdir(path) else [path])
    flags = (["--positions"] if options.positions else []) + (["--type-comments"] if options.type_comments else [])
    ours = start([options.batch, version] + flags, paths)
    theirs = start([options.exe, "-c", INTERPRETER_SIDE] + flags, paths)
    passed = failed = 0
    for path in paths:
        mine, other = answer(ours), answer(theirs)
        if mine[0] == "X":
            print("%s: krait died" % path)
            failed += 1
            break
        same = mine[:2] == other[:2] and (not options.messages or mine[2] == other[2])
        if other == ("R", -1, b"ValueError"):
            same = mine[0] == "R"  # null bytes, before 3.12
        passed += same
        failed += not same
        if same:
            continue
        if mine[0] == other[0] == "A":
            print("%s: trees differ\n    %s" % (path, difference(mine[1], other[1])))
        else:
            show = lambda a: "accepted" if a[0] == "A" else "refused at line %d: %s" % (a[1], a[2].decode("utf-8", "replace"))
            print("%s:\n    ours   %s\n    theirs %s" % (path, show(mine), show(other)))
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed or passed != len(paths) else 0


if __name__ == "__main__":
    sys.exit(main())
