import { engine, engineRules } from '@plimsoll/core'
import { expect, test } from 'vitest'
import { mixedCommands } from '../testkit/mixed-commands.ts'
import { commandOf } from './body.ts'
import { jsonText, replyOf, replyText } from './reply.ts'

test('a reply has the same text with and without tables in it', () => {
  const state = engine.genesis('USD')
  const rules = engineRules()
  const types = new Set<string>()
  for (const [i, body] of [...mixedCommands(400)].entries()) {
    const command = commandOf(body)
    const reply = replyOf(i + 1, command.at, engine.apply(state, command, rules))
    for (const { type } of reply.events) types.add(type)
    expect(replyText(reply)).toBe(jsonText(reply))
  }
  for (const type of ['posted', 'filled', 'position-changed', 'order-reserved', 'order-released', 'priced'])
    expect(types).toContain(type)
})
