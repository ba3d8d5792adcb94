"""An evaluator of a small Lisp without annotations: nested lists, environments, closures."""
import operator

DEFAULT = 17

SOURCE = """
(define fib (lambda (n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2))))))
(define range (lambda (a b) (if (< a b) (cons a (range (+ a 1) b)) ())))
(define map (lambda (f xs) (if (null? xs) () (cons (f (car xs)) (map f (cdr xs))))))
(define fold (lambda (f acc xs) (if (null? xs) acc (fold f (f acc (car xs)) (cdr xs)))))
(define compose (lambda (f g) (lambda (x) (f (g x)))))
(define twice (compose (lambda (x) (* 2 x)) (lambda (x) (+ x 1))))
(define answer (+ (fib N) (fold + 0 (map twice (range 0 60)))))
answer
"""


class Symbol(str):
    pass


class Environment:
    def __init__(self, names, values, outer):
        self.table = dict(zip(names, values))
        self.outer = outer

    def find(self, name):
        env = self
        while env is not None:
            if name in env.table:
                return env.table[name]
            env = env.outer
        raise NameError(name)


class Procedure:
    def __init__(self, names, body, env):
        self.names = names
        self.body = body
        self.env = env

    def __call__(self, *args):
        return evaluate(self.body, Environment(self.names, args, self.env))


def tokens(text):
    return text.replace("(", " ( ").replace(")", " ) ").split()


def read(words):
    word = words.pop(0)
    if word == "(":
        out = []
        while words[0] != ")":
            out.append(read(words))
        words.pop(0)
        return out
    try:
        return int(word)
    except ValueError:
        return Symbol(word)


def evaluate(x, env):
    while True:
        if isinstance(x, Symbol):
            return env.find(x)
        if not isinstance(x, list) or not x:
            return x
        head = x[0]
        if head == "if":
            x = x[2] if evaluate(x[1], env) else x[3]
            continue
        if head == "define":
            env.table[x[1]] = evaluate(x[2], env)
            return None
        if head == "lambda":
            return Procedure(x[1], x[2], env)
        f = evaluate(head, env)
        args = [evaluate(a, env) for a in x[1:]]
        if isinstance(f, Procedure):
            env = Environment(f.names, args, f.env)
            x = f.body
            continue
        return f(*args)


def builtins():
    table = {"+": operator.add, "-": operator.sub, "*": operator.mul, "<": operator.lt}
    table["cons"] = lambda a, b: [a] + b
    table["car"] = lambda xs: xs[0]
    table["cdr"] = lambda xs: xs[1:]
    table["null?"] = lambda xs: xs == []
    return table


def main(n):
    table = builtins()
    env = Environment(table.keys(), table.values(), None)
    env.table["N"] = n
    words = tokens(SOURCE)
    result = None
    while words:
        result = evaluate(read(words), env)
    return result, len(env.table)
