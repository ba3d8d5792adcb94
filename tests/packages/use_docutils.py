import io
import os
import re
import sys
import tempfile

import docutils
from docutils import nodes, statemachine, utils
from docutils.core import publish_doctree, publish_from_doctree, publish_parts, publish_programmatically, publish_string
from docutils.frontend import OptionParser
from docutils.io import StringInput, StringOutput
from docutils.parsers.rst import Directive, Parser, directives, roles, states, tableparser
from docutils.utils import DependencyList, Reporter, column_width, smartquotes
from docutils.utils.math import latex2mathml

SOURCE = """.. -*- coding: utf-8 -*-

=========
 Title é
=========
Subtitle
--------

:Author: A. Writer <a@b.org>
:Date: $Date: 2020/01/02 $
:Version: 1
:Copyright: free
:Abstract: Short *abstract*.
:Dedication: For readers.
:Custom: field

.. meta::
   :description: text

.. contents:: Table of *Contents*
   :depth: 2
   :backlinks: entry
.. sectnum::

First Section
=============

A paragraph with *emphasis*, **strong**, ``literal``, `title`, :sub:`s`, :sup:`p`, H\\ :sub:`2`\\ O, :code:`x = 1`, :math:`a^2`, :pep:`8`, :rfc:`2822`,
a link_, an `anonymous one`__, `embedded <https://example.org/a?b=c&d>`_, http://x.org/ and me@x.org, footnotes [1]_, [#]_, [#named]_, [*]_, citation [Cit2020]_,
substitution |sub| and |date|, |unknown|, _`inline target`, and bad *inline, ``too, `missing`_ and :nosuch:`role`.

.. _link: https://link.example/
__ https://anonymous.example/
.. [1] Manual footnote.
.. [#] Auto.
.. [#named] Named, see link_.
.. [*] Symbol.
.. [Cit2020] Citation.
.. |sub| replace:: *replaced* text
.. |date| unicode:: 0xA9 .. copyright
   :trim:
.. |img| image:: a.png
   :alt: alt text
.. _indirect: `First Section`_

Nested Section
--------------

- bullet

  - nested |img|

1. one
2. two

   a) letter
   #) auto

iv. roman
v. five

term : classifier one : two
    definition

    second paragraph
other
    def

:field one: body
:field two:
    - list

-a            option
-b FILE, --bee=FILE  longer
              text
/V            dos

Literal::

    x = *y*
      indented

> quoted::

> a
> b

    Block quote.

    -- Attribution

| line block
|   indented
| last

>>> doctest(1)
2

Tables
======

+-----+-----------+
| a   | b         |
+=====+===========+
| c   | - d       |
|     | - e       |
+-----+-----+-----+
| spanning  | f   |
+-----------+-----+

====  ====  ======
 h1    h2   h3
----------  ------
====  ====  ======
1     2     3
      4     5
====  ====  ======

.. table:: Caption
   :widths: 1 2
   :align: center

   === ===
   a   b
   === ===

.. list-table:: L
   :header-rows: 1
   :stub-columns: 1

   * - a
     - b
   * - c
     - d

.. csv-table:: C
   :header: "x", "y"
   :widths: auto

   1, "two, 2"
   3, 4

Directives
==========

.. note:: A note.
.. warning::
   Careful.

   - list
.. admonition:: Own *title*
   :class: special

   body
.. tip:: t
.. attention:: a
.. caution:: c
.. danger:: d
.. error:: e
.. hint:: h
.. important:: i

.. image:: pic.png
   :width: 50%
   :height: 10px
   :scale: 50
   :align: left
   :target: link_
.. figure:: fig.png
   :figwidth: 200
   :name: fig-name

   Caption.

   Legend.

.. topic:: Topic

   body
.. sidebar:: Side
   :subtitle: Sub

   body
.. rubric:: Rubric
.. epigraph:: Wise.

   -- Someone
.. highlights:: High
.. pull-quote:: Pull
.. parsed-literal::

   *parsed* link_
.. code:: python
   :number-lines: 5

   def f(x):
       return "s"  # c
.. math::
   :name: eq

   \\sum_{i=1}^n \\frac{x_i}{\\sqrt{2}} \\le \\alpha

   \\left( \\begin{matrix} a & b \\\\ c & d \\end{matrix} \\right)
.. container:: cls

   inside
.. compound::

   one

   two
.. raw:: html

   <hr class="raw">
.. raw:: latex

   \\newpage
.. class:: next

Paragraph with class.

.. role:: custom(emphasis)
   :class: c1
.. role:: rawhtml(raw)
   :format: html

:custom:`text` :rawhtml:`<b>x</b>`

.. default-role:: strong

`bold now`

.. HEAD
.. FOOT
.. replace:: nowhere
.. unknown-directive:: x
   :opt: 1

   content
.. image::
.. note::
.. code-block:: nolang

   text
.. figure:: x.png
   :bad: option
.. include:: absent.txt
.. target-notes::
.. list-table::

   * - a
   * - b
     - c
.. admonition::

.. comment text
   more

..

 Unexpected indent
Unindent *

Short
===

+--+
|a
+--+

==  ==
a   b
=

Duplicate
=========
Duplicate
=========

.. _dup: a
.. _dup: b

-----

[#unref]_ and missing_ |gone| [nocite]_ `self`_

Bad Level
+++++++++

Text
~~~~
"""
MATH = ["a+b", r"\frac{1}{2}", r"\sqrt[3]{x}", r"x_1^2", r"\alpha\to\infty", r"\mathbb{R}", r"\left[ x \right)", r"\begin{cases} a & b \\ c & d \end{cases}", r"\text{if } x", r"\hat{x} \vec y", r"\operatorname{f}(x)", r"\bad{x}", r"{a", r"\int_0^\infty e^{-x}\,dx"]


class Shout(Directive):
    required_arguments, optional_arguments, has_content = 1, 1, True
    final_argument_whitespace = True
    option_spec = {"times": directives.nonnegative_int, "flag": directives.flag, "kind": lambda a: directives.choice(a, ("a", "b"))}

    def run(self):
        self.assert_has_content()
        if self.options.get("times", 1) > 5:
            raise self.error("too loud: %s" % self.name)
        node = nodes.paragraph(text=" ".join(self.content).upper() * self.options.get("times", 1))
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node, *self.state.inline_text("*%s*" % self.arguments[0], self.lineno)[0]]


def shout_role(name, rawtext, text, lineno, inliner, options={}, content=[]):
    if text == "bad":
        msg = inliner.reporter.error("bad shout", line=lineno)
        return [inliner.problematic(rawtext, rawtext, msg)], [msg]
    return [nodes.strong(rawtext, text.upper(), **options)], []


def settings(**more):
    return {"report_level": 1, "halt_level": 5, "warning_stream": "", "datestamp": None, "generator": False, "source_link": None, "embed_stylesheet": False, "_disable_config": True, "input_encoding": "utf-8", "output_encoding": "unicode", "raw_enabled": True, **more}


def clean(text):
    return re.sub(r"Docutils \d[\w.]*|version=\"[^\"]*\"|/\S*docutils/\S*", "D", text)


def writing():
    for writer, more in (("pseudoxml", {}), ("xml", {"indents": True}), ("html4css1", {"math_output": "HTML"}), ("html5", {"math_output": "MathML", "section_self_link": True, "initial_header_level": 2, "smart_quotes": True}), ("latex", {"use_latex_citations": True}), ("xetex", {"sectnum_xform": False}), ("manpage", {}), ("s5", {})):
        stream = io.StringIO()
        out = publish_string(SOURCE, source_path="src.rst", writer_name=writer, settings_overrides=settings(warning_stream=stream, **more))
        print("=====", writer)
        print(clean(out if isinstance(out, str) else out.decode()))
        if writer == "pseudoxml":
            print(stream.getvalue())
    odt = publish_string("T\n=\n\n*a*\n\n- b\n", writer_name="odt", settings_overrides=settings(output_encoding="utf-8"))
    print(odt[:2], len(odt) > 1000)
    for kw in ({"halt_level": 2}, {"report_level": 4}, {"halt_level": 1, "traceback": False}):
        stream = io.StringIO()
        try:
            publish_string("*bad\n\n.. nope::\n", source_path="s", settings_overrides=settings(warning_stream=stream, **kw))
        except (utils.SystemMessage, SystemExit) as e:
            print(type(e).__name__, e)
        print(kw, stream.getvalue())
    parts = publish_parts("Title\n=====\n\nSub\n---\n\n:a: b\n\nText\n", writer_name="html", settings_overrides=settings())
    print(sorted(parts), repr(parts["title"]), repr(parts["fragment"]), repr(parts["docinfo"]))


def trees():
    doc = publish_doctree("A\n=\n\n*b* c_ [1]_ |s|\n\n.. _c: d\n.. [1] f\n.. |s| replace:: t\n", settings_overrides=settings())
    print(doc.pformat(), doc.asdom().toxml()[:400])
    print([type(n).__name__ for n in doc.findall()], [n.astext() for n in doc.findall(nodes.Text)], doc.first_child_matching_class(nodes.section), repr(doc[0])[:80], doc.astext())
    print(publish_from_doctree(doc.deepcopy(), writer_name="xml", settings_overrides=settings())[:200])
    copy = doc.deepcopy()
    copy[0].replace_self(nodes.paragraph("x", "y", classes=["k"], ids=["i"]))
    print(copy.pformat(), doc.children == copy.children, copy[0]["classes"], copy[0].attlist(), copy[0].starttag())
    for f in (lambda: copy[0]["nope"], lambda: copy[0]["a":"b"], lambda: nodes.Element(5), lambda: copy.walk(None), lambda: nodes.document(None)):
        try:
            print(f())
        except Exception as e:
            print(type(e).__name__, str(e)[:90])

    class Visitor(nodes.SparseNodeVisitor):
        def visit_emphasis(self, node):
            print("visit", node)
            raise nodes.SkipNode

        def depart_paragraph(self, node):
            print("depart", len(node))

    doc.walkabout(Visitor(doc))

    class Strict(nodes.NodeVisitor):
        pass

    try:
        doc.walk(Strict(doc))
    except NotImplementedError as e:
        print("NotImplementedError", str(e)[:120].splitlines()[0])
    directives.register_directive("shout", Shout)
    roles.register_local_role("shout", shout_role)
    for source in (".. shout:: arg one\n   :times: 2\n\n   hey *you*\n", ".. shout:: a\n   :times: -1\n\n   x\n", ".. shout:: a\n   :kind: c\n\n   x\n", ".. shout:: a\n   :flag: x\n\n   x\n", ".. shout::\n", ".. shout:: a\n", ".. shout:: a\n   :times: 9\n\n   x\n", ":shout:`loud` :shout:`bad`\n"):
        print(publish_string(source, settings_overrides=settings()))


def tools():
    for text in MATH:
        try:
            print(text, latex2mathml.parse_latex_math(latex2mathml.math(), text).xml() if hasattr(latex2mathml, "math") else "")
        except Exception as e:
            print(text, type(e).__name__, e)
    print([utils.escape2null("a\\*b"), utils.unescape("a\x00*b"), utils.normalize_language_tag("de-AT-1901"), column_width("a\u4e2d\u0301"), utils.relative_path("a/b", "a/c/d"), utils.split_escaped_whitespace("a\x00 b")])
    print(nodes.make_id("A Ünïcode  Näme!"), nodes.fully_normalize_name("  A  b "), nodes.whitespace_normalize_name("A\n b"))
    print(list(smartquotes.educate_tokens([("plain", "\"Isn't\" this -- 'fun'... \"'nested'\" 1990's")], "qDe")), smartquotes.smartyPants("\"a\" --- b", attr="1", language="de"))
    for conv, values in ((directives.length_or_percentage_or_unitless, ["1px", "50%", "x"]), (directives.unchanged_required, ["a", None]), (directives.class_option, ["a B", ""]), (directives.unicode_code, ["0xA9", "U+1F", "&#x3c;", "q"]), (directives.percentage, ["5 %", "a"]), (directives.positive_int_list, ["1, 2", "1 2", "0"]), (directives.encoding, ["utf8", "nope"]),
                         (directives.uri, ["a b\nc"]), (directives.path, [" a\n b "]), (directives.value_or(("auto",), int), ["auto", "5"]), (directives.single_char_or_unicode, ["0x41", "ab"]), (directives.get_measure, [])):
        for v in values:
            try:
                print(repr(conv(v)), end=" ")
            except (ValueError, TypeError) as e:
                print(type(e).__name__, e, end=" ")
        print()
    for cls, lines in ((tableparser.GridTableParser, ["+--+--+", "|a |b |", "+==+==+", "|c    |", "+--+--+"]), (tableparser.SimpleTableParser, ["== ==", "a  b", "== ==", "1  2", "== =="]), (tableparser.GridTableParser, ["+--+", "|a |"])):
        try:
            print(cls().parse(statemachine.StringList(lines, "t")))
        except tableparser.TableMarkupError as e:
            print(type(e).__name__, e)
    lines = statemachine.StringList(["a", "  b", "", "c"], "src")
    lines.trim_left(1)
    print(lines, lines.items, lines.info(1), lines[1:3].parent is lines, lines.get_text_block(0), lines.get_indented(1))
    lines.append("x", "s", 9)
    lines.replace("c", "d")
    print(lines.data, statemachine.string2lines("a\tb\x0cc\n", tab_width=4, convert_whitespace=True))
    stream = io.StringIO()
    reporter = Reporter("src", 2, 4, stream, debug=False)
    for level in (reporter.info, reporter.warning, reporter.error):
        print(level("message", line=3, base_node=nodes.paragraph()).astext())
    try:
        reporter.severe("boom")
    except utils.SystemMessage as e:
        print(e)
    print(stream.getvalue())


def files():
    with tempfile.TemporaryDirectory() as d:
        os.chdir(d)
        with open("part.txt", "w", encoding="utf-8") as f:
            f.write("Included *text*\n\n.. marker\n\nafter ä\n")
        with open("main.rst", "w") as f:
            f.write("X\n=\n\n.. include:: part.txt\n   :end-before: marker\n.. include:: part.txt\n   :literal:\n   :start-line: 4\n.. csv-table::\n   :file: t.csv\n.. raw:: html\n   :file: part.txt\n")
        with open("t.csv", "w") as f:
            f.write("1;2\n")
        print(publish_string(open("main.rst").read(), source_path="main.rst", settings_overrides=settings(record_dependencies=DependencyList())))
        from docutils.core import publish_cmdline
        for args in (["--no-datestamp", "--no-generator", "--writer=pseudoxml" if False else "--strict", "main.rst", "out.txt"], ["--quiet", "main.rst", "out.txt"], ["nofile.rst"], ["--bad-option"], ["--halt=9", "x"]):
            out, err = io.StringIO(), io.StringIO()
            saved = sys.stdout, sys.stderr
            sys.stdout, sys.stderr = out, err
            try:
                publish_cmdline(writer_name="pseudoxml", argv=args, settings_overrides={"_disable_config": True})
                status = 0
            except SystemExit as e:
                status = e.code
            finally:
                sys.stdout, sys.stderr = saved
            print(args, status, clean(out.getvalue())[-300:], clean(err.getvalue())[-400:])
        print(open("out.txt").read()[:300])
        os.chdir("/")


def main():
    writing()
    trees()
    tools()
    files()


if __name__ == "__main__":
    main()
