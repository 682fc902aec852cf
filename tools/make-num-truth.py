#!/usr/bin/env python3
"""Writes the truth tables that the tests of packages/core/src/num are held to, computed with 60 digits (mpmath).

Each row is [x, value, rest]: the double nearest to f(x), and what is left of f(x) after it, so that an error of a
hundredth of an ulp can be seen. For power a row is [base, exponent, value, rest].

Usage: python3 tools/make-num-truth.py [rows of each function, 48 by default] [file to write]
"""

import json
import random
import sys
from pathlib import Path

from mpmath import erfc, exp, expm1, log, log1p, mp, mpf, ncdf, npdf, pi, sqrt

mp.dps = 60
FOLDER = Path(__file__).resolve().parent.parent / "packages/core/src/num/testdata"


def signed(draw, value):
    return value if draw.random() < 0.5 else -value


def spread(draw, low, high):
    """From low to high, evenly in the logarithm."""
    return 10 ** draw.uniform(low, high)


def mills(x):
    return sqrt(pi / 2) * exp(x * x / 2) * erfc(x / sqrt(2))


def left_tail(x):
    return erfc(-x / sqrt(2)) / 2


FUNCTIONS = {
    "exp": (exp, [0, 1, -1, 709.78, -708.3], lambda d: d.choice([d.uniform(-700, 700), signed(d, spread(d, -9, 0))])),
    "expm1": (expm1, [0, 1, -1, 1e-300], lambda d: d.choice([d.uniform(-36, 60), signed(d, spread(d, -12, 0.5))])),
    "log": (log, [0.7071067811865475, 0.7071067811865476, 1.414213562373095, 1.4142135623730951, 5e-324, 1.7e308],
            lambda d: d.choice([spread(d, -300, 300), 1 + signed(d, spread(d, -12, -0.5))])),
    "log1p": (log1p, [0, 1e-300, -0.2929, -0.2928, 0.4142, 0.4143, -0.9999999999],
              lambda d: d.choice([spread(d, -12, 12), -spread(d, -12, -0.00001)])),
    "erfc": (erfc, [0, 26.5, -3], lambda d: d.uniform(-6, 26)),
    "normalCdf": (left_tail, [0, -37.5, 8], lambda d: d.uniform(-37, 6)),
    "normalPdf": (npdf, [0, -37.5], lambda d: d.uniform(-37, 37)),
    "millsRatio": (mills, [0, 45, 45.00001, 1e6], lambda d: d.choice([d.uniform(0, 60), spread(d, -8, 0)])),
}


def row(arguments, value):
    head = float(value)
    return [*arguments, head, float(value - mpf(head))]


def table(name, count):
    function, edges, draw_one = FUNCTIONS[name]
    draw = random.Random(name)
    points = [float(x) for x in edges] + [draw_one(draw) for _ in range(count)]
    return [row([x], function(mpf(x))) for x in points]


def powers(count):
    draw = random.Random("power")
    points = [(2.0, 0.5), (10.0, 5.0), (1.0000001, 1e9), (0.999, -5e5), (5e-324, 0.1)]
    points += [(30 / draw.uniform(0.01, 900), draw.uniform(0, 1)) for _ in range(count // 2)]
    points += [(spread(draw, -5, 5), draw.uniform(-60, 60)) for _ in range(count // 2)]
    return [row([b, e], exp(mpf(e) * log(mpf(b)))) for b, e in points]


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 48
    out = Path(sys.argv[2]) if len(sys.argv) > 2 else FOLDER / "num-truth.ts"
    tables = {name: table(name, count) for name in FUNCTIONS} | {"power": powers(count)}
    lines = ["// Written by tools/make-num-truth.py with mpmath, 60 digits: [x, value, rest], for power [base, exponent, value, rest].", ""]
    for name, rows in tables.items():
        lines.append(f"export const {name}Truth: readonly (readonly number[])[] = [")
        lines += [f"  {json.dumps(r)}," for r in rows]
        lines += ["]", ""]
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("\n".join(lines[:-1]) + "\n")


if __name__ == "__main__":
    main()
