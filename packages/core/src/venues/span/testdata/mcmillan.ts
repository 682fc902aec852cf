// McMillan, L. (2012), Options as a Strategic Investment, 5th ed., ch. 34: an S&P 500 future of 20 points maintenance at
// 500 dollars a point, a 410 call on it, and the future with the call written. Profit is positive.

export const future: readonly number[] = [
  0, 0, 3330, 3330, -3330, -3330, 6670, 6670, -6670, -6670, 10_000, 10_000, -10_000, -10_000, 7000, -7000,
]

export const longCall: readonly number[] = [
  460, -610, 2640, 1730, -1270, -2340, 5210, 4540, -2540, -3430, 8060, 7640, -3380, -3990, 3130, -1500,
]

export const coveredWrite: readonly number[] = [
  -460, 610, 690, 1600, -2060, -990, 1460, 2130, -4130, -3240, 1940, 2360, -6620, -6010, 3870, -5500,
]
