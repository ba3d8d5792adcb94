"""Helpers of the runtime's tests."""
import gc
import sys


def outcome(function, *args):
    """What a call gives, in a form that can be compared: type and repr, or exception type and message."""
    try:
        result = function(*args)
    except Exception as e:
        return type(e).__name__, str(e)
    return type(result).__name__, repr(result)


def _rounds(test):
    deltas = [0] * 6
    for i in range(6):
        gc.collect()
        before = sys.gettotalrefcount()
        test()
        gc.collect()
        deltas[i] = sys.gettotalrefcount() - before
    return deltas[3:]


def check_leaks(*tests):
    """On a debug interpreter: three rounds to warm up, three measured; all three growing (beyond what the measuring
    itself holds) is a leak."""
    if not hasattr(sys, "gettotalrefcount"):
        return
    noise = max(_rounds(lambda: None))
    for test in tests:
        measured = _rounds(test)
        assert not all(delta > noise for delta in measured), (test.__name__, measured, noise)
