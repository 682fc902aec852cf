type Rgb = readonly [red: number, green: number, blue: number]

/** Between two colours, `share` of the way to the second, as a heat map mixes them. */
export function mixed(from: string, to: string, share: number): Rgb {
  const [a, b] = [rgbOf(from), rgbOf(to)]
  const between = (i: 0 | 1 | 2) => a[i] + (b[i] - a[i]) * share
  return [between(0), between(1), between(2)]
}

/** The one of two text colours that reads better on a background. */
export function readable(background: Rgb, first: string, second: string): string {
  return contrast(background, rgbOf(first)) >= contrast(background, rgbOf(second)) ? first : second
}

/** 1 is none, 21 is black on white; 4.5 is enough for text. @see WCAG 2.2, contrast ratio. */
export function contrast(a: Rgb, b: Rgb): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

/** Of `#rrggbb`, or `#rgb`, to which the build shortens what it can. */
export function rgbOf(hex: string): Rgb {
  const digits = hex.length === 4 ? hex.replace(/[^#]/g, '$&$&') : hex
  const channel = (at: number) => Number.parseInt(digits.slice(at, at + 2), 16)
  return [channel(1), channel(3), channel(5)]
}

/** Relative luminance of sRGB, 0 black to 1 white. @see WCAG 2.2. */
function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

function linear(channel: number): number {
  const share = channel / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}
