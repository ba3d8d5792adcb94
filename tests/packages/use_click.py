import asyncio
import datetime
import enum
import io
import os
import sys
import tempfile
import uuid

import click
from click.testing import CliRunner

runner = CliRunner()


def show(command, *args, **kw):
    result = runner.invoke(command, list(args), **kw)
    print("$", command.name, *args, "->", result.exit_code, type(result.exception).__name__ if result.exception else "")
    print(result.output, end="")
    if result.exception and not isinstance(result.exception, SystemExit):
        print("  !", repr(result.exception))
    return result


class Config:
    def __init__(self):
        self.verbose = 0
        self.values = {}


pass_config = click.make_pass_decorator(Config, ensure=True)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "TOOL"})
@click.option("-v", "--verbose", count=True, help="More words.")
@click.option("--set", "pairs", type=(str, int), multiple=True, metavar="KEY N", help="Set a value.")
@click.version_option("1.2.3", prog_name="tool")
@pass_config
def tool(config, verbose, pairs):
    """A tool with nested groups.

    \b
    This paragraph
    is kept as it is.

    This one is a long paragraph which has to be wrapped because it does not fit into eighty columns at all.
    """
    config.verbose = verbose
    config.values = dict(pairs)


@tool.command()
@click.argument("name", default="world")
@click.option("--count", default=1, show_default=True, type=click.IntRange(1, 5), help="How often.")
@click.option("--shout/--no-shout", " /-S", default=False, help="Upper case.")
@pass_config
def greet(config, name, count, shout):
    """Greet NAME."""
    for i in range(count):
        text = f"hello {name} {i} {config.verbose} {sorted(config.values.items())}"
        click.echo(text.upper() if shout else text)


@tool.group(invoke_without_command=True, chain=True)
@click.pass_context
def pipe(ctx):
    """Chained commands."""
    if ctx.invoked_subcommand is None:
        click.echo("nothing to do")
    ctx.obj = []


@pipe.result_callback()
def finish(results):
    click.echo("results: %r" % (results,))


@pipe.command("add")
@click.argument("numbers", nargs=-1, type=float)
def pipe_add(numbers):
    return sum(numbers)


@pipe.command("say")
@click.option("-t", "--text", required=True, prompt="Text?", envvar="SAY_TEXT")
@click.pass_obj
def pipe_say(obj, text):
    obj.append(text)
    return text


class Level(enum.Enum):
    LOW = "low"
    HIGH = "high"


def validate_even(ctx, param, value):
    if value is not None and value % 2:
        raise click.BadParameter("must be even", ctx=ctx, param=param)
    return value


class Hex(click.ParamType):
    name = "hex"

    def convert(self, value, param, ctx):
        if isinstance(value, int):
            return value
        try:
            return int(value, 16)
        except ValueError:
            self.fail(f"{value!r} is no hex number", param, ctx)


@click.command(epilog="Thanks for reading.", short_help="types")
@click.option("--even", type=int, callback=validate_even)
@click.option("--hex", "h", type=Hex(), default="ff", show_default=True)
@click.option("--level", type=click.Choice([level.value for level in Level], case_sensitive=False), default="low", show_choices=True)
@click.option("--when", type=click.DateTime(formats=["%Y-%m-%d", "%H:%M"]))
@click.option("--id", "ident", type=click.UUID)
@click.option("--ratio", type=click.FloatRange(0, 1, max_open=True, clamp=False), default=0.5)
@click.option("--clamped", type=click.IntRange(0, 10, clamp=True), default=3)
@click.option("--flag", is_flag=True, flag_value=True, hidden=True)
@click.option("--upper", "transform", flag_value="upper", default=True)
@click.option("--lower", "transform", flag_value="lower")
@click.option("-m", "--many", multiple=True, default=["a", "b"], show_default="letters")
@click.option("--pair", nargs=2, type=click.Tuple([int, click.BOOL]))
@click.option("--eager", is_flag=True, is_eager=True, expose_value=False, callback=lambda c, p, v: v and (click.echo("eager!"), c.exit(3)))
@click.argument("rest", nargs=-1, type=click.UNPROCESSED)
def types(**kw):
    """Shows what each type makes of its value."""
    for k in sorted(kw):
        click.echo(f"{k}={kw[k]!r}")


@click.command()
@click.option("--name", prompt="Your name")
@click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True)
@click.option("--age", prompt=True, type=int, default=7)
@click.option("--colour", prompt=True, type=click.Choice(["red", "green"]), default="red")
@click.confirmation_option(prompt="Sure?")
def ask(name, password, age, colour):
    click.echo(f"{name} {password} {age} {colour}")
    click.echo(click.prompt("more", type=float, default=1.5, prompt_suffix="> "))
    if click.confirm("again?", default=True, abort=True):
        click.echo("yes")


@click.command()
@click.argument("source", type=click.File("r", encoding="utf-8"))
@click.argument("target", type=click.File("w", lazy=True), default="-")
@click.option("--folder", type=click.Path(exists=True, file_okay=False, resolve_path=False, path_type=str))
def copy(source, target, folder):
    for n, line in enumerate(source, 1):
        target.write(f"{n}: {line}")
    click.echo(f"done {folder}", err=True)


class Aliased(click.Group):
    def get_command(self, ctx, name):
        found = click.Group.get_command(self, ctx, name)
        if found is not None:
            return found
        matches = [n for n in self.list_commands(ctx) if n.startswith(name)]
        if not matches:
            return None
        if len(matches) == 1:
            return click.Group.get_command(self, ctx, matches[0])
        ctx.fail(f"Too many matches: {', '.join(sorted(matches))}")

    def resolve_command(self, ctx, args):
        _, cmd, args = super().resolve_command(ctx, args)
        return cmd.name, cmd, args


@click.command(cls=Aliased)
@click.pass_context
def aliased(ctx):
    ctx.ensure_object(dict)["root"] = ctx.info_name
    ctx.call_on_close(lambda: click.echo("closed"))


@aliased.command(deprecated=True)
@click.pass_context
def push(ctx):
    click.echo(f"push {ctx.obj} {ctx.command_path} {ctx.find_root().info_name}")


@aliased.command(no_args_is_help=True, context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("args", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def pull(ctx, args):
    click.echo(f"pull {args} {ctx.args}")
    ctx.invoke(push)


@aliased.command()
@click.pass_context
def fail(ctx):
    raise click.ClickException("it failed")


@aliased.command()
def broken():
    raise RuntimeError("bug")


@aliased.command()
def usage():
    raise click.UsageError("bad usage")


@aliased.command()
def aborted():
    raise click.Abort()


@aliased.command()
def missing_file():
    raise click.FileError("nowhere.txt", "not there")


first = click.Group("first", help="First group.")
second = click.Group("second")


@first.command("one")
def one():
    """The first."""
    click.echo("one")


@second.command("two", help="The second.\f hidden")
def two():
    click.echo("two")


both = click.CommandCollection("both", sources=[first, second])


def commands():
    for args in ([], ["-h"], ["--version"], ["greet", "--help"], ["greet"], ["-vv", "--set", "a", "1", "--set", "b", "2", "greet", "--count", "2", "you"],
                 ["greet", "-S"], ["greet", "--shout", "x"], ["greet", "--count", "9"], ["greet", "--count", "x"], ["greet", "a", "b"], ["nope"], ["--nope"], ["--verbos"],
                 ["--set", "a"], ["--set", "a", "b", "greet"], ["greet", "--coun", "2"], ["pipe"], ["pipe", "add", "1", "2.5", "say", "-t", "x", "add"], ["pipe", "add", "z"], ["pipe", "--help"]):
        show(tool, *args)
    show(tool, "pipe", "say", input="typed\n")
    show(tool, "pipe", "say", env={"SAY_TEXT": "from env"})
    show(tool, "greet", env={"TOOL_GREET_COUNT": "2", "TOOL_GREET_SHOUT": "1"})
    for args in ([], ["--help"], ["--even", "4", "--hex", "1F", "--level", "HIGH", "--when", "2020-02-03", "--id", "12345678123456781234567812345678"], ["--even", "3"], ["--hex", "xyz"],
                 ["--level", "mid"], ["--when", "soon"], ["--id", "1"], ["--ratio", "1"], ["--ratio", "0.25", "--clamped", "99", "--lower"], ["-m", "x", "-my", "--many=z", "--pair", "3", "yes"],
                 ["--pair", "3"], ["--pair", "3", "maybe"], ["--eager", "--even", "3"], ["--", "--even", "-x"], ["a", "b", "--flag"], ["--flag=1"], ["--upper", "--lower"]):
        show(types, *args)
    show(ask, input="bob\nx\ny\nx\nx\nnot\n5\nblue\ngreen\ny\n2.25\n\n")
    show(ask, "--name", "eve", "--yes", input="p\np\n\n\n\nn\n")
    show(ask, "--name", "eve", input="p\np\n\n\nn\n")
    with runner.isolated_filesystem():
        with open("in.txt", "w") as f:
            f.write("one\ntwo\nthree\n")
        os.mkdir("sub")
        show(copy, "in.txt")
        show(copy, "in.txt", "out.txt", "--folder", "sub")
        print(open("out.txt").read(), end="")
        show(copy, "-", input="from\nstdin\n")
        show(copy, "absent.txt")
        show(copy, "in.txt", "--folder", "in.txt")
        show(copy, "in.txt", "--folder", "absent")
    for args in ([], ["push"], ["pus"], ["pu"], ["pull"], ["pull", "--x", "y", "-z"], ["fail"], ["broken"], ["usage"], ["aborted"], ["missing-file"], ["zzz"], ["push", "--help"]):
        show(aliased, *args)
    for args in ([], ["one"], ["two"], ["--help"], ["three"]):
        show(both, *args)


def formatting():
    f = click.HelpFormatter(width=40, indent_increment=4)
    f.write_usage("prog", "[OPTIONS] " + "ARG " * 12)
    with f.section("Section"):
        f.write_dl([("short", "text"), ("a very long term that fills", "its own line and then some more words that wrap"), ("x", "")], col_max=12)
        with f.indentation():
            f.write_text("Paragraph one goes on and on and on until it wraps.\n\n\b\nkept\n  as is\n\nlast")
    print(f.getvalue())
    print(click.wrap_text("a b c " * 20, width=30, initial_indent="* ", subsequent_indent="  "))
    for text in (click.style("x", fg="red", bold=True), click.style(3, bg=(1, 2, 3), underline=True, reset=False), click.style("y", fg=99, strikethrough=True, italic=True)):
        print(repr(text), repr(click.unstyle(text)))
    try:
        click.style("z", fg="nocolour")
    except TypeError as e:
        print(e)
    click.secho("plain", fg="green")
    out = io.StringIO()
    click.echo(b"bytes", file=sys.stdout)
    click.echo({"a": 1}, file=out, nl=False)
    print(out.getvalue(), click.format_filename(b"a\xffb"), click.get_app_dir("My App", force_posix=True).endswith(".my-app"))
    with click.progressbar(range(4), label="work", file=out, length=4) as bar:
        print(sum(bar))
    with click.progressbar(length=10, file=io.StringIO(), show_pos=True, item_show_func=str) as bar:
        bar.update(3, "item")
        print(bar.pos, bar.finished, bar.format_pos(), bar.format_pct(), bar.format_bar())
    print(out.getvalue().splitlines()[-1])
    print(click.parser.split_opt("--abc"), click.parser.split_opt("-x"), click.parser.normalize_opt("--X", None))


def contexts():
    ctx = click.Context(tool, info_name="tool", obj={"a": 1}, default_map={"greet": {"count": 3, "name": "mapped"}})
    with ctx:
        print(click.get_current_context() is ctx, ctx.command_path, ctx.lookup_default("greet"), ctx.get_help().splitlines()[0])
        with ctx.scope(cleanup=False) as same:
            print(same is ctx)
    print(click.get_current_context(silent=True))
    print(runner.invoke(tool, ["greet"], default_map={"greet": {"count": 2, "name": "mapped"}}).output)
    info = tool.to_info_dict(click.Context(tool, info_name="tool"))
    print(sorted(info), sorted(info["commands"]), [p["name"] for p in info["params"]], info["commands"]["greet"]["params"][1]["type"])
    for t in (click.INT, click.FLOAT, click.STRING, click.BOOL, click.UUID, click.Choice("ab"), click.IntRange(1, None), click.FloatRange(max=2.5, max_open=True), click.DateTime(), click.File(), click.Path(), click.Tuple([int, str])):
        print(type(t).__name__, t.name, t.to_info_dict())
    for t, v in ((click.INT, "3"), (click.INT, "3.5"), (click.FLOAT, "1e3"), (click.BOOL, "off"), (click.BOOL, "perhaps"), (click.UUID, str(uuid.UUID(int=5))), (click.Choice(["A", "b"], False), "B"), (click.IntRange(1, 3), "4"), (click.FloatRange(0, 1, min_open=True), 0), (click.DateTime(), "2021-01-02 03:04:05"), (click.DateTime(), datetime.datetime(2020, 1, 1)), (click.Tuple([int, str]), ("1", "x")), (click.Tuple([int, str]), ("1",))):
        try:
            print(repr(t.convert(v, None, None)))
        except click.UsageError as e:
            print(type(e).__name__, e.format_message())
    for make in (lambda: click.Option(["--a/--a"]), lambda: click.Option(["bad name"]), lambda: click.Option(["-x"], multiple=True, default=3), lambda: click.Argument(["a", "b"]), lambda: click.Argument(["a"], nargs=-1, default=[1]),
                 lambda: click.Option(["--x"], is_flag=True, count=True), lambda: click.Option(["--x"], nargs=-1), lambda: click.Option(["--p"], prompt=True, is_flag=True, hide_input=True).name):
        try:
            print(make())
        except Exception as e:
            print(type(e).__name__, e)

    @click.command()
    @click.pass_context
    def sources(ctx, **kw):
        for p in ctx.command.params:
            click.echo(f"{p.name} {kw[p.name]!r} {ctx.get_parameter_source(p.name).name}")
    for name in "abc":
        sources.params.append(click.Option([f"--{name}"], default="d", envvar=f"E_{name}".upper()))
    show(sources, "--a", "1", env={"E_B": "2"})
    show(sources, "--nope")

    class Resource:
        def __enter__(self):
            print("enter")
            return "r"

        def __exit__(self, *args):
            print("exit", args[0])

    with click.Context(types) as ctx:
        print(ctx.with_resource(Resource()), ctx.meta, ctx.params, ctx.protected_args)
    print(tool.main(["greet", "--count", "1"], standalone_mode=False))
    for args in (["nope"], ["greet", "--count", "7"]):
        try:
            tool.main(args, standalone_mode=False, prog_name="tool")
        except click.ClickException as e:
            print(type(e).__name__, e, e.exit_code)


def completion():
    from click.shell_completion import BashComplete, CompletionItem, FishComplete, ShellComplete, ZshComplete, get_completion_class
    for args, incomplete in ((["greet"], "--"), ([], ""), ([], "g"), (["pipe"], ""), (["pipe", "add"], ""), (["greet", "--count"], ""), (["-"], ""), ([], "-")):
        print(args, incomplete, [(c.value, c.help) for c in ShellComplete(tool, {}, "tool", "_TOOL_COMPLETE").get_completions(args, incomplete)])
    print([(c.value, c.type) for c in ShellComplete(types, {}, "types", "_C").get_completions(["--level"], "H")])
    print([(c.value, c.type) for c in ShellComplete(copy, {}, "copy", "_C").get_completions(["x", "y", "--folder"], "a")])
    for c in (BashComplete, ZshComplete, FishComplete):
        if c is not BashComplete:
            print(c(tool, {}, "tool", "_TOOL_COMPLETE").source()[:300])
        print(c.name, c(tool, {}, "tool", "_TOOL_COMPLETE").format_completion(CompletionItem("v", help="h")).encode())
    print(get_completion_class("zsh") is ZshComplete, get_completion_class("x"))

    def names(ctx, param, incomplete):
        return [n for n in ("anna", "ben") if n.startswith(incomplete)]

    custom = click.Command("c", params=[click.Argument(["who"], shell_complete=names)])
    print([c.value for c in ShellComplete(custom, {}, "c", "_C").get_completions([], "b")])
    env = {"COMP_WORDS": "tool gr", "COMP_CWORD": "1", "_TOOL_COMPLETE": "zsh_complete"}
    result = CliRunner(env=env).invoke(tool, [], prog_name="tool", complete_var="_TOOL_COMPLETE")
    print(result.exit_code, repr(result.output))


def parsers():
    parser = click.parser.OptionParser(click.Context(types))
    parser.add_option(click.Option(["-f"]), ["-f"], dest="f")
    parser.add_option(click.Option(["--long"]), ["--long", "-l"], dest="long", nargs=2)
    parser.add_option(click.Option(["-v"]), ["-v"], dest="v", action="count")
    parser.add_option(click.Option(["-c"]), ["-c"], dest="c", action="store_const", const=42)
    parser.add_argument(click.Argument(["pos"]), "pos", nargs=1)
    parser.add_argument(click.Argument(["rest"]), "rest", nargs=-1)
    for args in (["-f", "x", "p"], ["-vvc", "p", "q", "r"], ["--long", "1", "2", "p", "-f1"], ["-l", "a"], ["--lon"], ["-z"], [], ["p", "--", "-f"], ["-f"], ["--long=1", "2", "p"]):
        try:
            values, left, order = parser.parse_args(list(args))
            print(args, sorted(values.items()), left, [o.name for o in order])
        except click.UsageError as e:
            print(args, type(e).__name__, e.format_message())
    with tempfile.TemporaryDirectory() as d:
        lazy = click.utils.LazyFile(os.path.join(d, "x"), "w")
        print(lazy.name.endswith("x"), lazy._f)
        with lazy as f:
            f.write("data")
        with click.open_file(os.path.join(d, "x")) as f:
            print(f.read())
        with click.open_file(os.path.join(d, "y"), "w", atomic=True) as f:
            print(os.path.basename(f.name), os.listdir(d) != ["x"])
            f.write("z")
        print(sorted(os.listdir(d)))
    print(click.utils.make_str(b"x"), click.utils.make_default_short_help("First sentence. Second one goes on."), click.utils.make_default_short_help("word " * 20, 20), click.utils.safecall(lambda: 1 / 0)())
    for module in ("click.core", "click.decorators"):
        print(module, sorted(n for n in vars(sys.modules[module]) if not n.startswith("_"))[:12])


def main():
    commands()
    formatting()
    contexts()
    completion()
    parsers()


if __name__ == "__main__":
    main()
