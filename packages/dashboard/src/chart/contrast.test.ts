import { expect, test } from 'vitest'
import { contrast, mixed, readable, rgbOf } from './contrast.ts'

test('black on white has the most contrast there is, a colour on itself none', () => {
  expect(contrast(rgbOf('#000000'), rgbOf('#ffffff'))).toBe(21)
  expect(contrast(rgbOf('#1f5fa8'), rgbOf('#1f5fa8'))).toBe(1)
})

test('a colour that the build has shortened is the same colour', () => {
  expect(rgbOf('#fff')).toEqual(rgbOf('#ffffff'))
  expect(rgbOf('#1a2')).toEqual(rgbOf('#11aa22'))
})

test('the text colour that reads better is chosen', () => {
  expect(readable(rgbOf('#a8480c'), '#16202c', '#fff')).toBe('#fff')
  expect(readable(rgbOf('#f6f8fa'), '#16202c', '#fff')).toBe('#16202c')
})

test('a mix begins at the first colour and ends at the second', () => {
  expect(mixed('#000000', '#0a1420', 0)).toEqual([0, 0, 0])
  expect(mixed('#000000', '#0a1420', 1)).toEqual([10, 20, 32])
})
