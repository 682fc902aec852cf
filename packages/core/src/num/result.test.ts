import { expect, test } from 'vitest'
import { failure, pointer, problem, success } from './result.ts'

test('a result is a value or every problem', () => {
  const missing = problem('document.missing-field', '/at', 'must be present')
  expect(success(7)).toEqual({ ok: true, value: 7 })
  expect(failure(missing, missing)).toEqual({ ok: false, problems: [missing, missing] })
})

// RFC 6901, section 5.
test.each([
  [[], ''],
  [['foo', 0], '/foo/0'],
  [[''], '/'],
  [['a/b'], '/a~1b'],
  [['m~n'], '/m~0n'],
  [['~1'], '/~01'],
  [['BTC/USDT:USDT'], '/BTC~1USDT:USDT'],
])('the pointer of %j is %j', (path, text) => {
  expect(pointer(...path)).toBe(text)
})
