#!/usr/bin/env python3
"""Fits the Mills ratio of the normal law and writes packages/core/src/num/mills-coefficients.ts.

M(x) = (1 - N(x)) / phi(x) on [0, 45] as one rational, minimax in relative error: Remez exchange, carried out with
60 digits (mpmath). The printed error is that of the coefficients as rounded to doubles, evaluated exactly.

Usage: python3 tools/fit-mills.py [numerator degree, 10 by default]
"""

import sys
from pathlib import Path

from mpmath import erfc, exp, lu_solve, matrix, mp, mpf, pi, sqrt, cos

mp.dps = 60
HIGH = mpf(45)
OUT = Path(__file__).resolve().parent.parent / "packages/core/src/num/mills-coefficients.ts"


def mills(x):
    return sqrt(pi / 2) * exp(x * x / 2) * erfc(x / sqrt(2))


def horner(coefficients, x):
    total = mpf(0)
    for coefficient in reversed(coefficients):
        total = total * x + coefficient
    return total


def spread(count):
    """Chebyshev points, drawn towards 0 where the function bends: x = 2 (1 + t) / (b - t), t in [-1, 1]."""
    b = 1 + 4 / HIGH
    return [2 * (1 - cos(pi * i / (count - 1))) / (b + cos(pi * i / (count - 1))) for i in range(count)]


def solve(points, values, degree, denominator_before, rounds=12):
    """The rational and the levelled error at the points. The unknown error multiplies Q, so Q is iterated."""
    p_count, q_count = degree + 1, degree + 1  # Q has degree + 1 free coefficients beside its leading 1 at x^0
    size = p_count + q_count + 1
    before = denominator_before
    error = None
    for _ in range(rounds):
        a, b = matrix(size, size), matrix(size, 1)
        for i, (x, m) in enumerate(zip(points, values)):
            for j in range(p_count):
                a[i, j] = x**j / m
            for j in range(q_count):
                a[i, p_count + j] = -(x ** (j + 1))
            a[i, size - 1] = (-1) ** i * horner(before, x)
            b[i] = 1
        solution = lu_solve(a, b)
        p = [solution[j] for j in range(p_count)]
        before = [mpf(1)] + [solution[p_count + j] for j in range(q_count)]
        settled = error is not None and abs(solution[size - 1] - error) < mpf(10) ** -8 * abs(error)
        error = solution[size - 1]
        if settled:
            break
    return p, before, error


def relative_error(p, q, x, m):
    return horner(p, x) / (horner(q, x) * m) - 1


def extrema(p, q, grid, values, count):
    """One extremum for every run of one sign, `count` of them in order."""
    found = []
    for x, m in zip(grid, values):
        e = relative_error(p, q, x, m)
        if found and (found[-1][1] > 0) == (e > 0):
            if abs(e) > abs(found[-1][1]):
                found[-1] = (x, e, m)
        else:
            found.append((x, e, m))
    while len(found) > count:
        found.pop(0 if abs(found[0][1]) < abs(found[-1][1]) else -1)
    return found


def fit(degree):
    size = 2 * degree + 3
    grid = spread(60 * size)
    grid[-1] = HIGH
    values = [mills(x) for x in grid]
    points = spread(size)
    points[-1] = HIGH
    at = [mills(x) for x in points]
    q = [mpf(1)] * 1 + [mpf(0)] * (degree + 1)
    for step in range(30):
        p, q, error = solve(points, at, degree, q)
        turns = extrema(p, q, grid, values, size)
        largest = max(abs(e) for _, e, _ in turns)
        print(f"step {step}: {len(turns)} of {size} turns, levelled {float(abs(error)):.3e}, largest {float(largest):.3e}")
        if len(turns) < size:
            raise SystemExit("too few turns of sign: take another degree")
        if largest < abs(error) * mpf("1.001"):
            break
        points, at = [x for x, _, _ in turns], [m for _, _, m in turns]
    return p, q


def table(name, words, coefficients):
    rows = "".join(f"  {float(c)!r},\n".replace(".0,", ",") for c in coefficients)
    return f"/** {words} */\nexport const {name}: readonly number[] = [\n{rows}]\n"


def main():
    degree = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    p, q = fit(degree)
    p, q = [mpf(float(c)) for c in p], [mpf(float(c)) for c in q]
    worst = max(abs(relative_error(p, q, x, mills(x))) for x in spread(4001)[:-1] + [HIGH])
    print(f"with doubles for coefficients: {float(worst):.2e} relative")
    OUT.write_text(
        "// Written by tools/fit-mills.py; change the script, not the digits.\n"
        f"// The Mills ratio (1 − N(x)) ÷ φ(x) on [0, {int(HIGH)}], relative error of the rational {float(worst):.1e}.\n\n"
        + table("millsNumerator", "Numerator, the constant term first.", p)
        + "\n"
        + table("millsDenominator", "Denominator, the constant term first.", q)
    )


if __name__ == "__main__":
    main()
