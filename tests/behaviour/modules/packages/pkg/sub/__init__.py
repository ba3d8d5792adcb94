from .. import helper

CONST = helper.double(21)
