"""Runs one test module of CPython's own and writes what became of each test, a JSON line an event.

    worker.py RESULTS TEST_MODULE COMPILED_MODULE,... [SKIPPED_ID...]

Events: {"start": id}, {"end": id, "outcome": ok|fail|error|skip, "text": ...}, {"modules": {name: file}}, {"done": true}. What was
started and not ended when the process died is what killed it.
"""
import json
import os
import sys

del sys.path[0]  # this folder

import importlib  # noqa: E402
import time  # noqa: E402
import traceback  # noqa: E402
import unittest  # noqa: E402

results, test_module, compiled, *skipped = sys.argv[1:]
out = open(results, "a", encoding="utf-8", errors="backslashreplace")


def say(**event):
    # By hand, as the modules under test may be the encoder: a fault there must not look like one of another test.
    out.write("{" + ", ".join(f"{_text(k)}: {_text(v)}" for k, v in event.items()) + "}\n")
    out.flush()


def _text(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_text(k)}: {_text(v)}" for k, v in value.items()) + "}"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = []
    for c in str(value):
        text.append(c if 32 <= ord(c) < 127 and c not in '"\\' else f"\\u{min(ord(c), 0xffff):04x}")
    return '"' + "".join(text) + '"'


class Result(unittest.TestResult):
    def startTest(self, test):
        super().startTest(test)
        self.outcome, self.text = "ok", ""
        say(start=test.id())

    def stopTest(self, test):
        super().stopTest(test)
        say(end=test.id(), outcome=self.outcome, text=self.text[-3000:])

    def _bad(self, outcome, test, err):
        text = "".join(traceback.format_exception(*err))
        if isinstance(test, unittest.TestCase) or hasattr(test, "_testMethodName") or hasattr(test, "_dt_test"):
            self.outcome, self.text = outcome, text
        else:  # a class's or module's set-up
            say(end=test.id(), outcome=outcome, text=text[-3000:])

    def addError(self, test, err):
        super().addError(test, err)
        self._bad("error", test, err)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._bad("fail", test, err)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self._bad("fail", test, err)
            self.text = subtest.id() + "\n" + self.text

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.outcome = "skip"

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self.outcome = "fail"


def without(suite):
    """The suite's tests one after another, those to skip left out, grouped as they were (set-up of classes depends on it)."""
    kept = [without(t) if isinstance(t, unittest.TestSuite) else t for t in suite if isinstance(t, unittest.TestSuite) or t.id() not in skipped]
    return type(suite)(kept)


def main():
    from test import support
    from test.support import os_helper, threading_helper
    support.use_resources = ["cpu", "subprocess"]
    support.verbose = 0
    before = threading_helper.threading_setup()
    with os_helper.temp_cwd(quiet=True):
        module = importlib.import_module(test_module)
        suite = unittest.defaultTestLoader.loadTestsFromModule(module)
        files = {}
        for name in compiled.split(","):
            try:
                files[name] = str(getattr(importlib.import_module(name), "__file__", ""))
            except Exception as e:
                files[name] = f"{type(e).__name__}: {e}"
        say(modules=files)
        started = time.monotonic()
        without(suite).run(Result())
        say(done=True, seconds=round(time.monotonic() - started, 1))
    threading_helper.threading_cleanup(*before)


try:
    main()
except BaseException:
    say(fatal=traceback.format_exc()[-4000:])
    raise
finally:
    out.flush()
