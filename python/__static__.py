"""The names of Static Python that Krait gives a meaning, for sources that run uncompiled: see krait."""
import krait as _krait

globals().update(_krait._static_names())
