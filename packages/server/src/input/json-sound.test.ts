import fc from 'fast-check'
import { expect, test } from 'vitest'
import { soundJson } from './json-sound.ts'

// A string that begins with a colon looks like one key more: the slow way is always right.
test.each([
  '{"a":1,"a":2}',
  '{"a":":"}',
  '{"x":":y","a":1,"a":2}',
  '{"a":{"b":1,"b" :2}}',
  '{"a":1',
  '',
  '[[[[[]]]]]',
  '{"a\\u0062":1}',
])('%s takes the slow way', (text) => {
  expect(soundJson(text, 4)).toBeNull()
})

test('a sound text has its value, whatever its strings hold', () => {
  const text = '{"a": {"k:": ["x:y", 1, null], "b" : true}, "__proto__": 1}'
  expect(soundJson(text, 4)?.value).toEqual(JSON.parse(text))
})

test('what it takes for sound is what a parser reads, key for key', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 3 }), (text) => {
      const sound = soundJson(text, 10)
      if (sound !== null) expect(sound.value).toEqual(JSON.parse(text))
    }),
  )
})
