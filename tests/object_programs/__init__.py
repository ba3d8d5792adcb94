"""Generated functions about classes, closures, generators and exceptions, for tests/run_generated.py.

Each function comes with a small world of its own: a hierarchy of classes (plain, with slots, abstract, generic, data classes, named
tuples, enumerations), exceptions, decorators, generators and coroutines, annotated throughout, in part or not at all. What is not
annotated may hold anything now and then; what is annotated gets values that meet its annotation, since what does not is a TypeError
by design (docs/differences.md).

Everything a function does is noted in a log that is printed with its result. What happens when an object or a generator is dropped
on an exception's way is noted in a list of its own and printed sorted: when that happens is no part of the language.

Methods call those of lower number only, loops turn a few times: a program ends soon.
"""
import random
from object_programs.header import HEADER
from object_programs.world import ObjectFunction

__all__ = ["HEADER", "ObjectFunction"]
