import { styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

/** What the receiving end of a printed result can show. */
export interface Terminal {
  /** Characters a line. */
  readonly width: number
  /** Whether signs outside ASCII can be shown. */
  readonly unicode: boolean
  readonly colours: boolean
  readonly paint: (style: Style, text: string) => string
}

const widthDefault = 80
const widthMin = 40
const widthMax = 200

type Environment = Readonly<Record<string, string | undefined>>

/** Colour only on a terminal; `NO_COLOR` and `--no-color` switch it off, `FORCE_COLOR` on. */
export function terminalOf(
  stream: { readonly isTTY?: boolean; readonly columns?: number },
  env: Environment,
  { platform, color }: { readonly platform: string; readonly color: boolean },
): Terminal {
  const colour =
    color && (isSet(env['FORCE_COLOR']) || (stream.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb'))
  return {
    width: Math.min(widthMax, Math.max(widthMin, stream.columns ?? widthDefault)),
    unicode: showsUnicode(env, platform),
    colours: colour,
    paint: (style, text) => (colour ? styleText(style, text, { validateStream: false }) : text),
  }
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '0' && value !== 'false'
}

/** The locale's encoding decides, by the first of its variables that is set; Windows consoles of today show UTF-8. */
function showsUnicode(env: Environment, platform: string): boolean {
  if (platform === 'win32') return true
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((value) => value !== undefined && value !== '')
  return /utf-?8/i.test(locale ?? '')
}

/** For a locale without UTF-8: the signs that are used, in ASCII. Thousands are then kept apart by a comma, `%` by a blank. */
export function asciiOf(text: string): string {
  return text
    .replaceAll(/(?<=\d)\u202f(?=\d{3}(?!\d))/g, ',')
    .replaceAll(/[^\p{ASCII}]/gu, (sign) => ascii[sign] ?? '?')
}

const ascii: Readonly<Record<string, string>> = {
  '\u202f': ' ',
  '\u00a0': ' ',
  '−': '-',
  '—': '?',
  '–': '-',
  '…': '...',
  '·': '|',
  '×': 'x',
  '÷': '/',
  '→': '->',
  '√': 'sqrt ',
  '²': '^2',
  Σ: 'sum ',
  κ: 'kappa',
  '├': '|',
  '└': '`',
  '│': '|',
  '─': '-',
  '█': '#',
  '░': '.',
  '▏': '|',
  '●': '*',
  '◐': 'o',
  '▲': '^',
  '■': '!',
  '✖': 'X',
  '○': '?',
  '≥': '>=',
  '≤': '<=',
  '±': '+/-',
  '’': "'",
}
