import { expect, test } from 'vitest'
import { savingText } from './modes-card.tsx'

test.each([
  [0.342, '34.2 %'],
  [0, '0.0 %'],
  [-0.0001, '0.0 %'],
  [-0.0312, 'costs 3.1 % more'],
  [-1.581, 'costs 158 % more'],
  [null, '—'],
])('a saving of %s reads %s', (benefitFrac, text) => {
  expect(savingText(benefitFrac).replace('\u202f', ' ')).toBe(text)
})
