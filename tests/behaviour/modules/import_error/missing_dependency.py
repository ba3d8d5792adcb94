import one_that_is_not_there  # noqa
