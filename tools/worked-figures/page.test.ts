import { describe, expect, test } from 'vitest'
import { withOutputs } from './page.ts'

/** A page of one command, whose block keeps what an expression names. */
function pageOf(keep: string, output: string): string {
  return `<!-- keep /${keep}/ -->\n\`\`\`console\n$ npx plimsoll margin book.json\n${output}\n\`\`\``
}

describe('a page with its outputs put in', () => {
  test('has the lines to keep', () => {
    expect(withOutputs(pageOf('^b|^c', 'old'), () => 'a\nb\nc\nd\ne\n')).toBe(pageOf('^b|^c', '…\nb\nc\n…'))
  })

  test('has of JSON the members to keep, as they are printed', () => {
    const printed = '{"mode":"cross","equity":7500,"use":0.2,"pools":[{"equity":7500,"use":0.2}]}\n'
    const keep = '"(equity|use)":[^,]+,'
    expect(withOutputs(pageOf(keep, 'old'), () => printed)).toBe(pageOf(keep, '…"equity":7500,"use":0.2,…'))
  })
})
