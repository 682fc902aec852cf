import { type Command, Option } from 'commander'

/** Options shared by every command that asks the desk about a book. */
export interface RequestOptions {
  readonly market?: string
  readonly payloads?: readonly string[]
  readonly at?: string
  readonly balances?: string
  readonly venue?: string
  readonly mode?: string
  readonly model?: string
  readonly params?: string
  readonly currency?: string
  readonly json?: true
}

/** Adds them to a command, with its BOOK argument, or the payloads in its place. `withMode` is off where the mode is a change to try. */
export function withRequestOptions(command: Command, { withMode = true }: { withMode?: boolean } = {}): Command {
  command
    .argument('[book]', 'plimsoll-book/1 document, ccxt fetchPositions() array or CSV; - reads standard input')
    .option('--market <file>', 'plimsoll-market/1 document; with --payloads only for what they lack')
    .option('--payloads <files...>', 'in place of a book and a market: answers of a venue’s API for one account')
    .option('--at <instant>', 'when the payloads were taken, where they do not tell: ISO 8601, or now')
    .option('--balances <file>', 'ccxt fetchBalance() object, with imported positions')
    .option('--venue <name>', 'rules of this venue')
  if (withMode) command.addOption(new Option('--mode <mode>', 'isolated, cross or portfolio'))
  return command
    .option('--model <name>', 'one model by name, such as house/portfolio')
    .option('--params <set>', 'a plimsoll-params/1 document, or the name of a built-in set')
    .option('--currency <asset>', 'currency of the report')
    .option('--json', 'print the result as one JSON object')
}
