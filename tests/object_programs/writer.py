"""The body of one generated function, method, generator or coroutine."""
from object_programs.about_functions import FunctionStatements
from object_programs.about_generators import GeneratorStatements
from object_programs.about_objects import ObjectStatements


class Writer(ObjectStatements, FunctionStatements, GeneratorStatements):
    pass
