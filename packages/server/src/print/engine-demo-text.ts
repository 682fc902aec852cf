import type { Checked, EngineDemo, KillTold, Standing, StepTold } from '../demo/engine-demo.ts'
import { exact, money, percent, price, quantity } from './number-words.ts'
import { standingText } from './standing-words.ts'
import { tableText } from './table.ts'
import type { Terminal } from './terminal.ts'

/** The story of the engine's demo, a section for each thing it shows. */
export function engineDemoText(demo: EngineDemo, terminal: Terminal, kept: string | undefined): string {
  const section = (title: string, ...body: readonly string[]): string =>
    [terminal.paint('bold', title), ...body].join('\n')
  return [
    section('A fresh journal, an account in portfolio mode and one in cross', standingsText(demo.opened, terminal)),
    section('May desk place this order?', checksText(demo.checks)),
    section('Prices fall by 13 %, volatilities rise', standingsText(demo.fallen, terminal)),
    section(
      'Liquidation: cross closes everything, portfolio begins with what frees most',
      stepsText(demo.stepsBefore, terminal),
    ),
    section('Killed with SIGKILL between two steps', killText(demo.kill, terminal)),
    section(
      'Prices are told again, and it goes on',
      stepsText(demo.stepsAfter, terminal),
      standingsText(demo.ended, terminal),
    ),
    section('The journal, verified', verifiedText(demo, terminal), ...(kept === undefined ? [] : [keptText(kept)])),
  ].join('\n\n')
}

const right = (head: string): { head: string; align: 'right' } => ({ head, align: 'right' })

function standingsText(rows: readonly Standing[], terminal: Terminal): string {
  return tableText(
    [{ head: 'account' }, { head: 'mode' }, { head: 'model' }, right('equity'), right('used'), { head: '' }],
    rows.map(({ account, mode, model, equity, maintenanceUse, standing }) => [
      account,
      mode,
      model,
      money(equity),
      percent(maintenanceUse),
      standingText(standing, terminal),
    ]),
  )
}

function checksText(checks: readonly Checked[]): string {
  return tableText(
    [{ head: 'order' }, { head: 'answer' }],
    checks.map(({ order, check }) => [
      `buy ${exact(order.contracts)} ${order.symbol} at ${exact(order.price)}`,
      check.verdict === 'breaches'
        ? `breaches: short by ${money(check.shortBy ?? null)} ${check.currency}, the largest that fits is ${exact(check.largestThatFits ?? null)}`
        : check.verdict,
    ]),
  )
}

/** A row for each trade; a step without one has a row too. Below them what others bore. */
function stepsText(steps: readonly StepTold[], { width }: Terminal): string {
  if (steps.length === 0) return '  no step is needed'
  const withMark = width >= 120
  const table = tableText(
    [
      { head: 'account' },
      { head: 'step' },
      { head: 'does' },
      right('price'),
      ...(withMark ? [right('mark')] : []),
      right('fee'),
      right('used'),
    ],
    steps.flatMap((step) => stepRows(step, withMark)),
  )
  return [table, ...steps.flatMap(flowLines)].join('\n')
}

function stepRows(
  { account, name, before, after, cancelled, fills }: StepTold,
  withMark: boolean,
): readonly string[][] {
  const used = `${usedText(before)} → ${usedText(after)}`
  if (fills.length === 0) return [[account, name, cancelled.join(', '), '', ...(withMark ? [''] : []), '', used]]
  return fills.map(({ symbol, contracts, price: at, mark, fee }, i) => [
    i === 0 ? account : '',
    i === 0 ? name : '',
    `${contracts.startsWith('-') ? 'sell' : 'buy'} ${quantity(Math.abs(Number(contracts)))} ${symbol}`,
    price(Number(at)),
    ...(withMark ? [price(Number(mark))] : []),
    money(Number(fee)),
    i === fills.length - 1 ? used : '',
  ])
}

/** A ratio to nothing is no ratio. */
function usedText({ maintenanceUse }: StepTold['before']): string {
  return maintenanceUse === null ? 'no funds' : percent(maintenanceUse)
}

function flowLines({ account, name, flows }: StepTold): readonly string[] {
  return flows.map(
    ({ with: bearer, amount, asset }) =>
      `  ${account}, ${name}: ${amount.startsWith('-') ? 'to' : 'from'} the ${bearer} ${exact(amount.replace('-', ''))} ${asset}`,
  )
}

function killText(kill: KillTold, terminal: Terminal): string {
  const { before, replayed, journaled, sent, acknowledged, doneOnce, refusal } = kill
  const isSame = before.hash === replayed.hash
  return [
    tableText(
      [{ head: '' }, right('commands'), { head: 'state' }],
      [
        ['told before the kill', quantity(before.sequence), short(before.hash)],
        [
          'from the journal, done again',
          quantity(replayed.sequence),
          `${short(replayed.hash)}  ${same(isSame, terminal)}`,
        ],
      ],
    ),
    `  ${sent} deposits were on their way: ${acknowledged} acknowledged, ${journaled - before.sequence} in the journal.`,
    `  All ${sent} sent again with their keys: ${doneOnce ? 'each was done once' : 'not each was done once'}.`,
    `  Next step at once? ${refusal === '' ? 'done' : `Refused: ${refusal}`}`,
  ].join('\n')
}

function verifiedText({ verified, fund }: EngineDemo, terminal: Terminal): string {
  const { commands, problem, told, replayed, lawsBroken } = verified
  return [
    `  chain  ${problem ?? `${quantity(commands)} commands are as they were written`}`,
    `  state  ${short(told.hash)} told by the engine, ${short(replayed.hash)} from genesis: ${same(told.hash === replayed.hash, terminal)}`,
    `  money  ${lawsBroken.length === 0 ? 'every asset sums to zero over users and books' : lawsBroken.join(', ')}; the fund holds ${exact(fund)} USDT`,
  ].join('\n')
}

function same(isSame: boolean, { paint }: Terminal): string {
  return isSame ? paint('green', 'the same') : paint(['bold', 'red'], 'another')
}

function short(hash: string): string {
  return hash.slice(0, 16)
}

function keptText(path: string): string {
  return `  kept in ${path}: plimsoll journal verify ${path}`
}
