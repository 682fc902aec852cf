import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { InputError } from '../input/input-problem.ts'
import { importPayloads } from './payloads.ts'

const textOf = (name: string): string =>
  readFileSync(new URL(`../../../../examples/payloads/${name}`, import.meta.url), 'utf8')

function problemsOf(texts: readonly string[]): readonly string[] {
  try {
    importPayloads(texts.map((text, i) => ({ name: `${i}.json`, text })))
  } catch (error) {
    if (error instanceof InputError)
      return error.problems.map(({ file, path, message }) => `${file} ${path} ${message}`)
    throw error
  }
  return []
}

test('a file given twice is refused, with each balance and position that would count twice', () => {
  const [positions, balance] = [textOf('okx-positions.json'), textOf('okx-account-balance.json')]
  expect(problemsOf([positions, balance, positions])).toEqual([
    '2.json /data/0 BTC/USDT:USDT must stand in one file of account/positions, stands in 0.json too',
    '2.json /data/1 ETH/USDT:USDT isolated must stand in one file of account/positions, stands in 0.json too',
  ])
  expect(problemsOf([balance, balance])).toContain(
    '1.json  the balance of USDT must stand in one file of account/balance, stands in 0.json too',
  )
})

test('pages of one answer that hold different positions are put together', () => {
  const page = JSON.parse(textOf('bybit-positions-linear.json'))
  const [first, ...others] = page.result.list
  const pages = [[first], others].map((list) => JSON.stringify({ ...page, result: { ...page.result, list } }))
  expect(problemsOf(pages)).toEqual([])
})
