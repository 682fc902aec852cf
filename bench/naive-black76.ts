// Black-76 as it is written at first: everything anew for every price, the host's exp and log, and the distribution of
// Cody, W. J. (1969), Rational Chebyshev approximations for the error function, Math. Comp. 23, with his coefficients.

const a = [2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356, 0.06568233791820745]
const b = [47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673]
const c = [
  0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002, 2494.5375852903726, 6848.190450536283,
  11602.65143764735, 9842.714838383978, 1.0765576773720192e-8,
]
const d = [
  22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097, 34900.95272114598,
  38912.00328609327, 19685.429676859992,
]
const p = [
  0.215898534057957, 0.12740116116024736, 0.022235277649550002, 0.0014216191932278934, 2.9112874951168793e-5,
  0.023073441764940174,
]
const q = [1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824, 7.297515550839662e-5]

export function naiveBlack76(
  right: 'call' | 'put',
  forward: number,
  strike: number,
  vol: number,
  tteYears: number,
): number {
  const totalVol = vol * Math.sqrt(tteYears)
  const d1 = Math.log(forward / strike) / totalVol + totalVol / 2
  const d2 = d1 - totalVol
  return right === 'call'
    ? forward * codyCdf(d1) - strike * codyCdf(d2)
    : strike * codyCdf(-d2) - forward * codyCdf(-d1)
}

/** N(x). */
function codyCdf(x: number): number {
  const y = Math.abs(x)
  if (y <= 0.67448975) return 0.5 + x * ratio(a, b, 4, 3, x * x)
  const head = y <= Math.sqrt(32) ? ratio(c, d, 8, 7, y) : farRatio(y)
  // The square in two parts, the first of few bits, so that its exponential is not blurred.
  const coarse = Math.trunc(y * 16) / 16
  const tail = Math.exp(-coarse * coarse * 0.5) * Math.exp(-(y - coarse) * (y + coarse) * 0.5) * head
  return x > 0 ? 1 - tail : tail
}

function farRatio(y: number): number {
  const z = 1 / (y * y)
  return (0.3989422804014327 - z * ratio(p, q, 5, 4, z)) / y
}

/** His quotient of two polynomials, the leading coefficient of the numerator kept last. */
function ratio(over: readonly number[], under: readonly number[], lead: number, steps: number, z: number): number {
  let numerator = (over[lead] as number) * z
  let denominator = z
  for (let i = 0; i < steps; i++) {
    numerator = (numerator + (over[i] as number)) * z
    denominator = (denominator + (under[i] as number)) * z
  }
  return (numerator + (over[steps] as number)) / (denominator + (under[steps] as number))
}
