import asyncio
import os
import sys
import tempfile
import traceback

import jinja2
from jinja2 import (BaseLoader, ChainableUndefined, ChoiceLoader, DebugUndefined, DictLoader, Environment, FileSystemLoader, FunctionLoader, ModuleLoader, PrefixLoader,
                    StrictUndefined, Template, TemplateNotFound, TemplateRuntimeError, TemplateSyntaxError, TemplatesNotFound, Undefined, UndefinedError, lexer, meta, nodes, pass_context,
                    pass_environment, pass_eval_context, select_autoescape)
from jinja2.bccache import FileSystemBytecodeCache
from jinja2.ext import Extension
from jinja2.nativetypes import NativeEnvironment
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedEnvironment, SecurityError
from markupsafe import Markup

TEMPLATES = {
    "base.html": "<html><head><title>{% block title %}Default{% endblock %}</title></head>\n<body>{% block body required %}{% endblock %}\n{%- block foot scoped %}(c){{ year }}{% endblock %}</body></html>",
    "middle.html": "{% extends 'base.html' %}{% block title %}Mid - {{ super() }}{% endblock %}{% block body %}<main>{% block inner %}inner{% endblock %}</main>{% endblock %}",
    "leaf.html": "{% extends layout|default('middle.html') %}{% import 'forms.html' as forms %}{% from 'forms.html' import field as f, note with context %}\n"
                 "{% block title %}Leaf: {{ super() }} {{ self.foot() }}{% endblock %}{% block inner %}{{ forms.field('user') }}{{ f('age', 3, type='number') }}{{ note() }}{% include ['absent.html', 'part.html'] ignore missing %}{% endblock %}",
    "forms.html": "{% macro field(name, value='', type='text') -%}<input name=\"{{ name }}\" value=\"{{ value|e }}\" type=\"{{ type }}\">{% if varargs or kwargs %}{{ varargs }}{{ kwargs|dictsort }}{% endif %}{%- endmacro %}"
                  "{% macro note() %}[{{ user }}|{{ caller is defined }}]{% endmacro %}{% macro wrap(tag) %}<{{ tag }}>{{ caller(tag|upper, n=2) }}</{{ tag }}>{% endmacro %}{% set exported = 42 %}{% set _private = 1 %}",
    "part.html": "part of {{ user }} {% for i in items recursive %}{{ loop.index }}/{{ loop.length }}:{{ i.name }}{% if i.children %}({{ loop(i.children) }}){% endif %}{% if not loop.last %}, {% endif %}{% else %}none{% endfor %}",
    "loops.txt": """{% for k, v in d|dictsort if v is not none -%}
{{ loop.index0 }} {{ loop.revindex }} {{ loop.first }} {{ loop.cycle('odd', 'even') }} {{ k }}={{ v }} {{ loop.changed(v) }} prev={{ loop.previtem }} next={{ loop.nextitem }}
{% if v == 3 %}{% continue %}{% endif %}{% if v == 5 %}{% break %}{% endif %}
{%- else %}empty{% endfor %}
{% for a in range(3) %}{% set outer = loop %}{% for b in 'xy' %}{{ outer.index }}{{ b }}{{ loop.depth }} {% endfor %}{% endfor %}
{% set ns = namespace(total=0) %}{% for n in [1, 2, 3] %}{% set ns.total = ns.total + n %}{% endfor %}{{ ns.total }}
{% with a = 1, b = 2 %}{{ a + b }}{% endwith %}{% set block | upper %}text {{ 1 }}{% endset %}{{ block }}
{% filter upper | replace('A', '4') %}banana {{ 'b' }}{% endfilter %}
{% macro wrap2(t) %}<{{ caller(t) }}>{% endmacro %}{% call(x, n=1) wrap2('p') %}{{ x }}{{ n }}{% endcall %}
{% raw %}{{ not rendered }}{% endraw %}{# comment #}
{%- if a %}a{% elif b %}b{% else %}c{% endif %}{% do lst.append(1) %}{{ lst }}
{{ (1, 2)[0] }} {{ {'a': [1, 2]}['a'][-1] }} {{ 'x' ~ 1 ~ none }} {{ 7 // 2 }} {{ 7 % 4 }} {{ 2 ** 5 }} {{ -3|abs }} {{ 1 if true }}  {{ not false and 1 or 2 }} {{ 1 < 2 < 3 }} {{ 'a' in 'abc' }} {{ 3 not in [1] }} {{ 'abcdef'[1:4] }} {{ 'abc'[::-1] }}
""",
    "bad1.html": "{% for x in y %}{{ x }}{% endif %}",
    "bad2.html": "line one\n{{ a.b.c }}\n{{ 1 / zero }}\n",
    "recur.html": "{% include 'recur.html' %}",
}
FILTERS = [
    "'hello world'|title", "'hello world'|capitalize", "'a,b'|replace(',', ';')", "['b','a','C']|sort|join('-')", "['b','a','C']|sort(case_sensitive=true, reverse=true)", "[3,1,2]|max", "['x','Y']|min", "range(10)|batch(4, 'z')|list",
    "range(10)|slice(3, 'f')|map('list')|list", "users|groupby('city')|map('first')|list", "users|map(attribute='name')|join(', ')", "users|selectattr('age', 'ge', 30)|map(attribute='name')|list", "users|rejectattr('age')|list|length", "users|sum('age')",
    "users|sort(attribute='city,age')|map(attribute='name')|list", "users|unique(attribute='city')|map(attribute='city')|list", "[1,2,3,4]|select('odd')|list", "[1,2,3,4]|reject('divisibleby', 2)|list", "'<b>&\"'|e", "'<b>'|safe", "'<p>a <b>c</b> &amp; d</p>'|striptags",
    "'some long text to be truncated here'|truncate(15)", "'some long text to be truncated here'|truncate(15, true, '..', 0)", "'wrap these words please'|wordwrap(8)", "'one two three'|wordcount", "'text\\nmore'|indent(2, true)", "'see http://example.com/x?a=b or www.x.org, mail me@x.org'|urlize(20, nofollow=true)",
    "{'a': 1, 'b': 'x y'}|urlencode", "'ä/ö'|urlencode", "1234567|filesizeformat", "1234567|filesizeformat(true)", "42.5555|round(2)", "42.5|round|int", "42.55|round(1, 'floor')", "'42'|int + 1", "'0x1f'|int(base=16)", "'x'|int(7)", "'3.5'|float", "'%s-%d'|format('a', 3)", "'abc'|first", "[1,2]|last", "'abc'|list", "'abc'|reverse", "[1,2]|reverse|list",
    "'x'|center(5)|replace(' ', '.')", "{'b': 1, 'a': 2}|dictsort", "{'b': 1, 'a': 2}|dictsort(by='value')", "{'a': none, 'b': 'c\"'}|xmlattr", "{'a': [1, '<']}|tojson", "{'z': 1, 'a': {'b': 2}}|tojson(2)", "{'z': 1}|pprint", "missing|default('dflt')", "''|default('dflt', true)", "'a b'|forceescape", "'  x '|trim", "'xxax'|trim('x')",
    "1|string", "[[1, 2], [3]]|map('sum')|list", "'abc'|attr('upper')()", "'abc'|length", "{'a': 1}|items|list", "'%.2f'|format(3.14159)", "[1, 2]|random in [1, 2]", "'x'|upper|lower", "['a', 'b']|map('upper')|join(d='+')", "users|map(attribute='nick', default='-')|list",
]
TESTS = ["3 is odd", "4 is even", "none is none", "x is defined", "x is undefined", "'a' is string", "1 is number", "1 is integer", "1.5 is float", "true is boolean", "true is true", "[] is sequence", "{} is mapping", "[] is iterable", "range is callable", "'a' is lower", "'A' is upper", "1 is sameas 1", "1 is eq 1",
         "2 is gt 1", "1 is in [1]", "6 is divisibleby 3", "'upper' is filter", "'odd' is test", "'<'|e is escaped", "1 is not odd", "'nofilter' is filter"]


class User:
    def __init__(self, name, city, age):
        self.name, self.city, self.age = name, city, age
        self._secret = "s"

    def __repr__(self):
        return f"<{self.name}>"

    def shout(self):
        return self.name.upper()


class Unsafe:
    unsafe_callable = True

    def __call__(self):
        return 1

    def __repr__(self):
        return "Unsafe()"


USERS = [User("ann", "Rome", 30), User("bob", "Oslo", 25), User("cid", "Rome", 41)]


class Upper(Extension):
    tags = {"upper"}

    def __init__(self, environment):
        super().__init__(environment)
        environment.extend(prefix="P:")

    def parse(self, parser):
        lineno = next(parser.stream).lineno
        args = [parser.parse_expression()] if parser.stream.current.type != "block_end" else [nodes.Const("none")]
        body = parser.parse_statements(("name:endupper",), drop_needle=True)
        return nodes.CallBlock(self.call_method("_run", args), [], [], body).set_lineno(lineno)

    def _run(self, arg, caller):
        return self.environment.prefix + str(arg) + caller().upper()

    def preprocess(self, source, name, filename=None):
        return source.replace("@@", "{{ at }}")

    def filter_stream(self, stream):
        for token in stream:
            yield token


def attempt(f, /, *args, **kw):
    try:
        print(repr(f(*args, **kw)))
    except Exception as e:
        print(type(e).__name__, str(e), getattr(e, "lineno", None), getattr(e, "name", None))


def rendering():
    env = Environment(loader=DictLoader(TEMPLATES), autoescape=select_autoescape(["html"]), extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols", "jinja2.ext.debug"], trim_blocks=True, lstrip_blocks=True)
    env.globals["year"] = 2020
    items = [{"name": "a", "children": [{"name": "b", "children": [{"name": "c"}]}, {"name": "d"}]}, {"name": "e<"}]
    print(env.get_template("leaf.html").render(user="<me>", items=items))
    attempt(env.get_template("leaf.html").render, layout="base.html")
    print(env.get_template("loops.txt").render(d={"a": 1, "b": 3, "c": 3, "x": None, "d": 5, "e": 6}, lst=[], b=1))
    print(env.get_template("loops.txt").render(d={}, lst=[0]))
    print(env.from_string("{% import 'forms.html' as f %}{% call(t, n) f.wrap('b') %}{{ t }}{{ n }}{% endcall %}{{ f.field('x', 1, 'y', 'z', k=1) if f.exported == 42 }}{{ f._private is defined }}").render())
    for part in env.get_template("middle.html").generate(year=1):
        print(repr(part), end=" ")
    print()
    stream = env.from_string("{% for i in range(5) %}{{ i }},{% endfor %}").stream()
    stream.enable_buffering(2)
    print(list(stream))
    module = env.get_template("forms.html").module
    print(module.exported, module.field("q", "<"), sorted(n for n in dir(module) if not n.startswith("_")), str(module)[:10])
    for name in ("bad1.html", "bad2.html", "absent.html"):
        attempt(lambda: env.get_template(name).render(a={}, zero=0))
    attempt(env.get_or_select_template, ["x", "y"])
    attempt(env.select_template, [])
    attempt(env.get_template("recur.html").render) if False else None
    for source in ("{{ 1 + }}", "{% block a %}{% endblock %}{% block a %}{% endblock %}", "{% unknown %}", "{{ x|nofilter }}", "{{ x is notest }}", "{% extends %}", "{{ 'abc }}", "{{ (1, 2 }}", "{% macro m(a, a) %}{% endmacro %}", "{# open", "{% set 1 = 2 %}", "{% for a, b.c in x %}{% endfor %}",
                   "{{ f(a=1, 2) }}", "{{ f(**a, *b) }}", "{% include %}", "{% from 'x' import _y %}", "{% raw %}", "{{ }}", "{% if %}{% endif %}", "{{ a..b }}", "{% call 1 %}{% endcall %}", "{{ 1.2.3 }}", "{{ 1_000 + 0x1F + 0b11 + 0o17 + 1e3 }}", "{{ 'a' 'b' }}", "{{ \"\\u00e4\\n\" }}"):
        attempt(lambda: env.from_string(source).render(x=1))
    for expr in FILTERS:
        attempt(lambda: env.from_string("{{ " + expr + " }}").render(users=USERS))
    for test in TESTS:
        attempt(lambda: env.compile_expression(test)(x=1))
    print(env.from_string("{% debug %}").render(q=1)[:40])
    try:
        env.from_string("\n\n{{ fail() }}").render(fail=lambda: 1 / 0)
    except ZeroDivisionError:
        print([(f.name, f.lineno) for f in traceback.extract_tb(sys.exc_info()[2]) if "<template>" in f.filename])


def environments():
    line = Environment(block_start_string="<%", block_end_string="%>", variable_start_string="${", variable_end_string="}", comment_start_string="<#", comment_end_string="#>", line_statement_prefix="#", line_comment_prefix="##", keep_trailing_newline=True, newline_sequence="\r\n")
    print(repr(line.from_string("# for i in [1, 2]:\n  ${i} ## gone\n# endfor\n<% if 1 %>x<% endif %><# c #>\n").render()))
    attempt(lambda: Environment(block_start_string="{{"))
    over = line.overlay(trim_blocks=True, line_statement_prefix="%")
    print(over.overlayed, over.linked_to is line, repr(over.from_string("% if 1\ny\n% endif\n<% if 1 %>\nx<% endif %>").render()))
    for undefined in (Undefined, DebugUndefined, StrictUndefined, ChainableUndefined, jinja2.make_logging_undefined(base=Undefined)):
        env = Environment(undefined=undefined)
        for source in ("{{ x }}", "{{ x.y }}", "{{ x + 1 }}", "{{ x|length }}", "{% for i in x %}{% endfor %}ok", "{{ x is defined }}", "{{ d.nope }}", "{{ d['nope'] }}", "{{ [1][5] }}", "{{ x() }}", "{{ x == y }}", "{{ x.__html__ is defined }}", "{{ 'y' if x else 'n' }}", "{{ x|list }}"):
            attempt(env.from_string(source).render, d={})
    env = Environment(extensions=[Upper])
    print(env.from_string("a {% upper 3 %}body {{ x }} @@{% endupper %}").render(x="v", at="AT"), sorted(env.extensions), env.prefix)
    env.filters["ctx"] = pass_context(lambda ctx, v: f"{v}:{sorted(k for k in ctx.get_all() if len(k) == 1)}")
    env.filters["env"] = pass_environment(lambda e, v: e.prefix + v)
    env.filters["ev"] = pass_eval_context(lambda e, v: f"{v}{e.autoescape}")
    env.tests["small"] = lambda v, limit=10: v < limit
    env.globals["g"] = lambda *a, **k: (a, k)
    print(env.from_string("{% set q = 1 %}{{ 'v'|ctx }} {{ 'v'|env }} {{ 'v'|ev }} {{ 3 is small }} {{ 30 is small(20) }} {{ g(1, *[2], k=3, **{'z': 4}) }}").render(p=2))
    print(Template("Hi {{ n }}{% trans %}{% endtrans %}" if False else "Hi {{ n }}").render(n="x"), Template("{{ a }}").render({"a": 1}, a=2))
    i18n = Environment(extensions=["jinja2.ext.i18n"])
    i18n.install_null_translations(newstyle=True)
    print(i18n.from_string("{% trans n=3, u=user %}one {{ n }} {{ u }}{% pluralize %}many {{ n }} {{ u }}{% endtrans %} {{ _('x %(a)s', a=1) }} {{ ngettext('s', 'p', 2) }} {% trans trimmed %}\n a\n  b %\n{% endtrans %}").render(user="<u>"))
    i18n.install_gettext_callables(lambda s: s + '!', lambda s, p, n: (s if n == 1 else p) + '?', newstyle=False)
    print(i18n.from_string("{% trans u='x' %}hello {{ u }}{% endtrans %}{{ gettext('y') }}").render(), list(i18n.extract_translations("{% trans n=2 %}a{% pluralize n %}b{% endtrans %}{{ _('c') }}")))
    native = NativeEnvironment()
    for source in ("{{ 1 + 2 }}", "{{ [1, 'a'] }}", "{{ a }}", "{{ a }}{{ a }}", "x{{ 1 }}", "{% for i in [1, 2] %}{{ i }}{% endfor %}", "{{ none }}", "", "{{ '1' }}", "[{{ 1 }}, 2]"):
        attempt(native.from_string(source).render, a={"k": 1})
    expr = Environment().compile_expression("foo.bar + 1", undefined_to_none=False)
    attempt(expr, foo={"bar": 41})
    attempt(expr)
    auto = Environment(autoescape=True)
    print(auto.from_string("{{ a }}{{ a|safe }}{{ b }}{% autoescape false %}{{ a }}{% endautoescape %}{% set m %}<i>{{ a }}</i>{% endset %}{{ m }}{{ [a, b]|join('<') }}{{ a ~ b }}{{ '<x>'|replace('x', a) }}").render(a="<&>", b=Markup("<b>")))


def sandbox():
    box, frozen = SandboxedEnvironment(), ImmutableSandboxedEnvironment()
    for env in (box, frozen):
        for source in ("{{ u.name }}", "{{ u._secret }}", "{{ u.__class__.__mro__ }}", "{{ u.shout() }}", "{{ l.append(1) }}{{ l }}", "{{ d.clear() }}", "{{ '{0.__class__}'.format(u) }}", "{{ '{a}'.format_map({'a': 1}) }}", "{{ ''.join.__func__ }}", "{{ range(1000000) }}", "{{ range(3)|list }}", "{{ f.__globals__ }}", "{{ ''|attr('__class__') }}",
                       "{{ d['__class__'] }}", "{{ f() }}", "{{ unsafe() }}", "{{ l[0] }} {{ '%s' % u }}", "{{ (1).__add__(2) }}"):
            unsafe = Unsafe()

            attempt(env.from_string(source).render, u=USERS[0], l=[5], d={1: 2}, f=max, unsafe=unsafe)
    box.intercepted_binops = frozenset(["**", "+"])
    box.intercepted_unops = frozenset(["-"])
    box.call_binop = lambda ctx, op, a, b: f"{a}{op}{b}"
    box.call_unop = lambda ctx, op, a: f"{op}({a})"
    print(box.from_string("{{ 2 ** 3 }} {{ 1 + 1 }} {{ a - 1 }} {{ -a }}").render(a=1))


def loaders():
    with tempfile.TemporaryDirectory() as d:
        for name, text in (("a.txt", "A {% include 'sub/b.txt' %}"), ("sub/b.txt", "B{{ x }}")):
            os.makedirs(os.path.join(d, os.path.dirname(name)), exist_ok=True)
            with open(os.path.join(d, name), "w") as f:
                f.write(text)
        env = Environment(loader=FileSystemLoader(d), bytecode_cache=FileSystemBytecodeCache(d, "%s.cache"), cache_size=1, auto_reload=True)
        print(env.get_template("a.txt").render(x=1), env.list_templates(extensions=["txt"]), env.get_template("a.txt").is_up_to_date)
        fresh = Environment(loader=FileSystemLoader(d), bytecode_cache=FileSystemBytecodeCache(d, "%s.cache"))
        print(fresh.get_template("a.txt").render(x=2), sum(n.endswith(".cache") for n in os.listdir(d)))
        attempt(env.get_template, "../x")
        env.compile_templates(os.path.join(d, "out"), zip=None, filter_func=lambda n: n.endswith(".txt"), log_function=lambda m: None)
        mod = Environment(loader=ModuleLoader(os.path.join(d, "out")))
        print(mod.get_template("a.txt").render(x=3))
        attempt(mod.get_template, "zz")
    both = Environment(loader=ChoiceLoader([DictLoader({"a": "dict"}), PrefixLoader({"p": DictLoader({"b": "prefixed {{ self._TemplateReference__context.name }}"})}), FunctionLoader(lambda n: "fn " + n if n.startswith("f") else None)]))
    for name in ("a", "p/b", "foo", "zzz", "p/zz"):
        attempt(lambda: both.get_template(name).render())

    class Own(BaseLoader):
        def get_source(self, environment, template):
            if template != "x":
                raise TemplateNotFound(template)
            return "own {{ 1 }}", None, lambda: False

    own = Environment(loader=Own())
    print(own.get_template("x").render(), own.get_template("x") is own.get_template("x"))
    attempt(own.get_template, "y")
    attempt(own.list_templates)
    attempt(Environment().get_template, "x")


def syntax():
    env = Environment()
    source = "{% set a = b %}{% for x in y.z if x %}{{ loop.index + 1 }}{% endfor %}{% include 'i' %}{% extends p %}{{ f(k, *v, w=1)|join(',') }}{% import 'm' as m %}"
    tree = env.parse(source)
    print(tree)
    print(sorted(meta.find_undeclared_variables(tree)), list(meta.find_referenced_templates(tree)), [type(n).__name__ for n in tree.find_all((nodes.Name, nodes.Call))], tree.find(nodes.For).lineno)
    print(env.compile(source, raw=True).replace("'" + jinja2.__version__ + "'", "V"))
    print(list(env.lex("a {{ b|c(1.5, 'x') }}\n{%- if d -%} e {% endif %}{# f #}")))
    print([(t.lineno, t.type, t.value) for t in lexer.TokenStream(env._tokenize("x {{ y + 'z' }}", None), None, None)][:6], lexer.describe_token_expr("name:if"))
    for text in ("1 + 2 * 3 ** 2", "'a' ~ 'b'", "[1, 2][0]", "{'a': 1}['a']", "1 if 0 else 2", "not 1", "x", "'a' in 'ab'", "(1, 2)[::-1]", "1 / 0", "'x'|upper", "2 is even"):
        node = env.parse("{{ " + text + " }}").body[0].nodes[0]
        try:
            print(text, node.as_const())
        except nodes.Impossible:
            print(text, "impossible", type(node).__name__)
    print(nodes.Add(nodes.Const(1), nodes.Const(2)) == nodes.Add(nodes.Const(1), nodes.Const(2)), nodes.Name("a", "load").set_ctx("store"), hash(nodes.Const(1)) is not None)
    attempt(nodes.Name, "a")
    attempt(nodes.Const, 1, bad=2)


def asynchronous():
    env = Environment(loader=DictLoader(TEMPLATES), enable_async=True, extensions=["jinja2.ext.loopcontrols", "jinja2.ext.do"])

    async def value(x):
        await asyncio.sleep(0)
        return x

    async def numbers(n):
        for i in range(n):
            yield i

    async def run():
        t = env.from_string("{% for i in numbers(3) %}{{ loop.index }}{{ loop.last }}{{ value(i) }} {% endfor %}{{ numbers(4)|list }}{{ numbers(5)|select('odd')|map('string')|join('+') }}{{ numbers(3)|sum }}{{ value('x')|upper }}{% macro m(a) %}[{{ value(a) }}]{% endmacro %}{{ m(1) }}{{ value(o).name }}")
        print(await t.render_async(numbers=numbers, value=value, o={"name": 1}))
        print([part async for part in env.get_template("middle.html").generate_async(year=3)])
        print(await env.get_template("leaf.html").render_async(user="u", items=[{"name": "n"}]))
        print((await env.from_string("{{ (numbers(3)|first) }}{% for k, vs in users|groupby('city') %}{{ k }}{{ vs|length }}{% endfor %}{{ users|map(attribute='age')|list }}").render_async(numbers=numbers, users=USERS)))
        try:
            await env.from_string("{{ boom() }}").render_async(boom=fail)
        except ValueError as e:
            print("ValueError", e)

    async def fail():
        raise ValueError("async")

    asyncio.run(run())
    print(env.from_string("{{ value(2) + 1 if false else 'sync' }}").render(value=value))


def main():
    rendering()
    environments()
    sandbox()
    loaders()
    syntax()
    asynchronous()
    for e in (TemplateNotFound("n", "m"), TemplatesNotFound(["a", Undefined(name="b")]), TemplateSyntaxError("m", 3, "n", "f"), UndefinedError("u"), SecurityError("s"), TemplateRuntimeError()):
        print(type(e).__name__, str(e), e.message)
    print(jinja2.utils.generate_lorem_ipsum(1, False, 2, 3) != "", jinja2.utils.htmlsafe_json_dumps({"a": "<'>"}), jinja2.utils.LRUCache(2), jinja2.utils.Cycler(1, 2).next(), jinja2.utils.Joiner("-")())
    cache = jinja2.utils.LRUCache(2)
    for k in "abca":
        cache[k] = k * 2
    print(cache, list(cache), cache.get("b"), "a" in cache, cache.setdefault("c", 1), len(cache), cache.copy().items())


if __name__ == "__main__":
    main()
