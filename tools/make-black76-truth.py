#!/usr/bin/env python3
"""Writes packages/core/src/pricing/testdata/black76-truth.ts: Black-76 by its definition, with 60 digits or more (mpmath).

Random options of eight families, from the ordinary to the absurd, from a fixed seed. `impliedVol` is the vol whose exact
price is the double `price`; null where half an ulp of that price moves the vol by more than 1e-3 of itself.

Usage: python3 tools/make-black76-truth.py [options of each family, 9 by default] [seed] [file to write]
"""

import json
import math
import random
import sys
from pathlib import Path

from mpmath import erfc, exp, log, mp, mpf, pi, sign, sqrt

OUT = Path(__file__).resolve().parent.parent / "packages/core/src/pricing/testdata/black76-truth.ts"


def cdf(x):
    return erfc(-x / sqrt(mpf(2))) / 2


def pdf(x):
    return exp(-x * x / 2) / sqrt(2 * pi)


def out_of_the_money(forward, strike, total_vol):
    low, high = min(forward, strike), max(forward, strike)
    d1 = log(low / high) / total_vol + total_vol / 2
    return low * cdf(d1) - high * cdf(d1 - total_vol)


def spread(draw, low, high):
    return math.exp(draw.uniform(math.log(low), math.log(high)))


def either_sign(draw, value):
    return draw.choice([-1, 1]) * value


# (years, vol) and the log distance of the strike, given their vol × √years.
FAMILIES = {
    "typical": (lambda d: (spread(d, 0.001, 3), spread(d, 0.1, 2.5)), lambda d, s: d.gauss(0, 1.3) * s),
    "near_atm": (lambda d: (spread(d, 1e-7, 3), spread(d, 0.02, 5)), lambda d, s: either_sign(d, spread(d, 1e-15, 1e-2))),
    "tiny_expiry": (lambda d: (spread(d, 1e-9, 3e-3), spread(d, 0.02, 5)), lambda d, s: d.gauss(0, 3) * s),
    "low_vol": (lambda d: (spread(d, 0.001, 3), spread(d, 5e-4, 0.2)), lambda d, s: d.gauss(0, 2.5) * s),
    "deep_wing": (lambda d: (spread(d, 0.001, 3), spread(d, 0.02, 4)), lambda d, s: either_sign(d, d.uniform(3, 30)) * s),
    "high_vol": (lambda d: (spread(d, 0.01, 4), d.uniform(1, 6)), lambda d, s: d.uniform(-4, 4)),
    "atm": (lambda d: (spread(d, 1e-8, 4), spread(d, 0.01, 6)), lambda d, s: 0.0),
    "deep_itm": (lambda d: (spread(d, 0.001, 2), spread(d, 0.1, 2.5)), lambda d, s: either_sign(d, d.uniform(0.5, 5))),
}


def draw_option(draw, family):
    years_and_vol, log_distance = FAMILIES[family]
    while True:
        years, vol = years_and_vol(draw)
        distance = log_distance(draw, vol * math.sqrt(years))
        forward = spread(draw, 0.005, 3e5)
        strike = forward * math.exp(distance)
        right = draw.choice(["call", "put"])
        if family == "deep_itm":
            right = "call" if strike < forward else "put"
        if abs(distance) < 37 * vol * math.sqrt(years) or distance == 0:
            return forward, strike, years, vol, right


def implied(forward, strike, right, years, total_vol, price):
    """Newton on the logarithm of the smaller of time value and what is missing to the maximum."""
    pays, other = (forward, strike) if right == "call" else (strike, forward)
    target, missing = price - max(pays - other, 0), pays - price
    if target <= 0 or missing <= 0:
        return None, None
    x, unit = total_vol, min(forward, strike)
    for _ in range(80):
        value = out_of_the_money(forward, strike, x)
        slope = forward * pdf(log(forward / strike) / x + x / 2)
        if value > unit / 2:
            move = (log(unit - value) - log(missing)) * (unit - value) / slope
        else:
            move = (log(target) - log(value)) * value / slope
        x += sign(move) * min(abs(move), x / 2)
        if abs(move) < x * mpf(10) ** -25:
            half_ulp = mpf(math.ulp(float(price))) / 2 / slope
            return (x / sqrt(years), half_ulp / sqrt(years)) if half_ulp < x / 1000 else (None, None)
    return None, None


def truth(option):
    forward, strike, years, vol = (mpf(x) for x in option[:4])
    right = option[4]
    mp.dps = 60
    total_vol = vol * sqrt(years)
    deviations = abs(log(forward / strike)) / total_vol
    # As many digits more as the two terms of a far wing cancel.
    mp.dps = 65 + int(deviations**2 / 4)
    total_vol = vol * sqrt(years)
    time_value = out_of_the_money(forward, strike, total_vol)
    price = time_value + max((forward - strike) if right == "call" else (strike - forward), 0)
    d1 = log(forward / strike) / total_vol + total_vol / 2
    vol_of_price, half_ulp = implied(forward, strike, right, years, total_vol, mpf(float(price)))
    delta = cdf(d1) if right == "call" else -cdf(-d1)
    gamma = pdf(d1) / (forward * total_vol)
    vega = forward * pdf(d1) * sqrt(years)
    theta = -forward * pdf(d1) * vol / (2 * sqrt(years))
    values = [price, time_value, delta, gamma, vega, theta, vol_of_price, half_ulp]
    row = [forward, strike, years, vol, mpf(1 if right == "call" else -1), *values]
    return [-1.0 if v is None else float(v) for v in row]


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    draw = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 76)
    out = Path(sys.argv[3]) if len(sys.argv) > 3 else OUT
    lines = [
        "// Written by tools/make-black76-truth.py with mpmath, 60 digits and more, rounded to doubles.",
        "",
        "/**",
        " * By family, rows of forward, strike, tteYears, vol, right (1 call, -1 put), price, timeValue, delta, gamma, vega, theta,",
        " * the vol whose exact price is that price and what half an ulp of the price moves it by (-1 where that is too much).",
        " */",
        "export const black76Truth: Readonly<Record<string, readonly (readonly number[])[]>> = {",
    ]
    for family in FAMILIES:
        rows = [truth(draw_option(draw, family)) for _ in range(count)]
        lines += [f"  {family}: ["] + [f"    {json.dumps(row)}," for row in rows] + ["  ],"]
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("\n".join(lines + ["}", ""]))


if __name__ == "__main__":
    main()
