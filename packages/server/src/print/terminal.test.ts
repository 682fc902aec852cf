import { describe, expect, test } from 'vitest'
import { asciiOf, terminalOf } from './terminal.ts'

const linux = { platform: 'linux', color: true }
const isColoured = (stream: { isTTY?: boolean }, env: Record<string, string>, options = linux): boolean =>
  terminalOf(stream, env, options).paint('bold', 'x') !== 'x'

describe('what a terminal shows', () => {
  test('colour on a terminal only, by the environment', () => {
    expect(isColoured({ isTTY: true }, {})).toBe(true)
    expect(isColoured({}, {})).toBe(false)
    expect(isColoured({ isTTY: true }, { NO_COLOR: '1' })).toBe(false)
    expect(isColoured({ isTTY: true }, { TERM: 'dumb' })).toBe(false)
    expect(isColoured({}, { FORCE_COLOR: '1' })).toBe(true)
    expect(isColoured({ isTTY: true }, { FORCE_COLOR: '1' }, { platform: 'linux', color: false })).toBe(false)
  })

  test('signs outside ASCII where the locale is UTF-8', () => {
    expect(terminalOf({}, { LANG: 'en_US.UTF-8' }, linux).unicode).toBe(true)
    expect(terminalOf({}, { LANG: 'en_US.UTF-8', LC_ALL: 'C' }, linux).unicode).toBe(false)
    expect(terminalOf({}, {}, linux).unicode).toBe(false)
    expect(terminalOf({}, {}, { platform: 'win32', color: true }).unicode).toBe(true)
  })

  test('80 characters where the width is not known', () => {
    expect(terminalOf({}, {}, linux).width).toBe(80)
    expect(terminalOf({ columns: 120 }, {}, linux).width).toBe(120)
    expect(terminalOf({ columns: 3 }, {}, linux).width).toBe(40)
  })

  test('ASCII keeps the width of what it stands for', () => {
    expect(asciiOf('−1\u202f234 ▲ — κ')).toBe('-1,234 ^ ? kappa')
  })

  test('ASCII has a comma between thousands and a blank before a percent sign', () => {
    expect(asciiOf('83\u202f%  −8.2\u202f%  1\u202f234\u202f567.5\u202f%  (1) up to +900\u202f%')).toBe(
      '83 %  -8.2 %  1,234,567.5 %  (1) up to +900 %',
    )
  })
})
