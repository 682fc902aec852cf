import { Command } from 'commander'
import { version } from '../version.ts'
import type { ExitCode } from './exit-code.ts'
import type { Output } from './output.ts'
import { withRequestOptions } from './request-options.ts'

type Done = (code: ExitCode) => void

/** The command tree. Each command's code is loaded when it runs, so that the start stays short. */
export function buildProgram(output: Output, done: Done): Command {
  const program = new Command('plimsoll')
    .description('Margin of a book of crypto derivatives: isolated, cross and portfolio, every number explained.')
    .version(version)
    .option('--no-color', 'no colour, also on a terminal')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void process.stdout.write(output.plain(text)),
      writeErr: (text) => void process.stderr.write(output.plain(text)),
      outputError: (text, write) => write(`plimsoll: ${text.replace(/^error: /, '')}`),
    })
    .addHelpText('after', examples)
  addDeskCommands(program, output, done)
  addSimulate(program, output, done)
  addOtherCommands(program, output, done)
  addEngine(program, output, done)
  return program
}

const examples = `
Examples:
  plimsoll demo
  plimsoll margin examples/books/stressed.json --market examples/market-2024-01-08.json
  plimsoll margin - --market market.json --json < book.json
  plimsoll whatif book.json --market market.json --add "ETH/USD:ETH -20000"

Exit codes: 0 fine, 1 a rule of --fail-on is breached, 2 usage, 3 input not understood, 4 data missing, 5 our mistake`

function addDeskCommands(program: Command, output: Output, done: Done): void {
  withRequestOptions(program.command('margin').description('margin, standing and liquidation moves of a book'))
    .option('--explain', 'print the whole working')
    .option('--fail-on <rule>', 'exit with 1 when breached, such as used>0.8; can be repeated', collected, [])
    .action(async (book, options) => done(await (await import('./margin.ts')).runMargin(book, options, output)))
  withRequestOptions(
    program.command('explain').description('the whole working of both requirements, with sources'),
  ).action(async (book, options) => done(await (await import('./explain.ts')).runExplain(book, options, output)))
  withRequestOptions(program.command('compare').description('the same book in each mode and on each venue'), {
    withMode: false,
  })
    .option('--modes <list>', 'modes to compare, parted by commas; every one when absent')
    .option('--venues <list>', 'venues to compare, parted by commas; every one when absent')
    .option('--models <list>', 'these models instead of one for each venue and mode')
    .action(async (book, options) => done(await (await import('./compare.ts')).runCompare(book, options, output)))
  withRequestOptions(program.command('stress').description('the account after moves of prices and volatilities'))
    .option('--scopes <list>', 'underlyings, or all, parted by commas')
    .option('--spot <list>', 'price moves as fractions, such as -0.3,-0.1,0,0.1')
    .option('--vol <list>', 'relative volatility moves as fractions, such as -0.25,0,0.5')
    .option(
      '--shock <moves>',
      'a joint scenario: BTC=-20%,ETH=-30%,*=-10%,vol=+50%,days=7; can be repeated',
      (value, before: readonly string[] = []) => [...before, value],
    )
    .action(async (book, options) => done(await (await import('./stress.ts')).runStress(book, options, output)))
  addWhatIf(program, output, done)
}

/** Changes apply in the order in which they are given, whichever option gives them. */
function addWhatIf(program: Command, output: Output, done: Done): void {
  const changes: { option: string; value: string }[] = []
  const collect = (option: string) => (value: string) => {
    changes.push({ option, value })
    return value
  }
  withRequestOptions(program.command('whatif').description('the account before and after changes; nothing is traded'), {
    withMode: false,
  })
    .option(
      '--add <leg>',
      'add a leg: "SYMBOL CONTRACTS[@PRICE] [long|short]", negative sells, a side in hedge mode; can be repeated',
      collect('add'),
    )
    .option('--close <symbol>', 'close every position in a symbol; can be repeated', collect('close'))
    .option(
      '--balance <change>',
      'add to a balance: "ASSET AMOUNT", negative withdraws; can be repeated',
      collect('balance'),
    )
    .option('--mode <mode>', 'switch to this mode', collect('mode'))
    .option('--policy <file>', 'a plimsoll-mode-policy/1 document that the switch must satisfy')
    .action(async (book, options) =>
      done(await (await import('./whatif.ts')).runWhatIf(book, options, changes, output)),
    )
}

function addSimulate(program: Command, output: Output, done: Done): void {
  program
    .command('simulate')
    .description('the same made-up accounts in each mode through real prices: who is called, liquidated, and who pays')
    .option('--population <number>', 'accounts, 10 to 100000', '10000')
    .option(
      '--history <file>',
      'bars as CSV, gzipped or not, or builtin: October 2025 in 15 minutes; can be repeated',
      collected,
      [],
    )
    .option('--from <day>', 'first day, or an instant in UTC')
    .option('--to <day>', 'last day, or an instant in UTC')
    .option('--seed <number>', 'another seed is another population', '1')
    .option('--fund <amount>', 'USDT in the insurance fund at the beginning; 100 for each account when absent')
    .option('--funding <fraction>', 'of notional every eight hours, longs to shorts', '0.0001')
    .option('--impact [times]', 'liquidations move the prices after them, each account standing for so many')
    .option('--step <fraction>', 'largest move of a price between two looks at the accounts; 0.02 when absent')
    .option('--report <file>', 'write a page with charts here')
    .option('--json', 'print one JSON object')
    .action(async (options) => done(await (await import('./simulate.ts')).runSimulate(options, output)))
}

function addOtherCommands(program: Command, output: Output, done: Done): void {
  const params = program.command('params').description('parameter sets of the models')
  params
    .command('list')
    .description('every model with its built-in sets')
    .option('--json', 'print one JSON object')
    .action(async (options) => done((await import('./params.ts')).runParamsList(options, output)))
  params
    .command('show')
    .description('a set as a plimsoll-params/1 document, to edit and give to --params')
    .argument('<model>', 'such as house/portfolio')
    .option('--set <name>', 'the current one when absent')
    .option('--json', 'print it on one line')
    .action(async (model, options) => done((await import('./params.ts')).runParamsShow(model, options, output)))
  params
    .command('diff')
    .description('what two sets of a model differ in, and where their values come from')
    .argument('<model>', 'such as house/portfolio')
    .argument('<before>', 'name of a built-in set, or a plimsoll-params/1 document')
    .argument('<after>', 'the same')
    .option('--json', 'print one JSON object')
    .action(async (model, before, after, options) =>
      done(await (await import('./params.ts')).runParamsDiff(model, [before, after], options, output)),
    )
  program
    .command('venues')
    .description('venues with their models, or all that is known of one: collateral, liquidation, coverage, sources')
    .argument('[venue]', 'such as generic')
    .option('--json', 'print one JSON object')
    .action(async (venue, options) => done((await import('./venues.ts')).runVenues(venue, options, output)))
  program
    .command('import')
    .description('book and market from answers of a venue’s API, saying what was left out and why')
    .argument('<files...>', 'answers for one account: balances, positions, instruments, tickers; known by their shape')
    .option('--venue <name>', 'the venue they must be of')
    .option('--market <file>', 'a plimsoll-market/1 document that has what they lack')
    .option('--at <instant>', 'when they were taken, where they do not tell: ISO 8601, or now')
    .option('--out-book <file>', 'write the plimsoll-book/1 document here')
    .option('--out-market <file>', 'write the plimsoll-market/1 document here')
    .option('--json', 'print both documents, the notes and the reconciliation as one JSON object')
    .action(async (files, options) => done(await (await import('./import.ts')).runImport(files, options, output)))
  program
    .command('conformance')
    .description('compute files of test vectors and hold them against what they expect')
    .argument('<files...>', 'vector files')
    .option('--json', 'print every computed case as one JSON object')
    .action(async (files, options) =>
      done(await (await import('./conformance.ts')).runConformance(files, options, output)),
    )
  addJournalCommands(program, output, done)
  program
    .command('demo')
    .description('margin of the demo books in three modes, then the page that shows them')
    .option('--no-serve', 'print only')
    .option('--port <number>', 'port of the page')
    .action(async (options) => done(await (await import('./demo.ts')).runDemo(options, output)))
  program
    .command('serve')
    .description('HTTP service and page on 127.0.0.1')
    .option('--port <number>', 'port, 0 for any free one; 4070 or the next free one when absent')
    .action(async (options) => done(await (await import('./serve.ts')).runServe(options, output)))
}

function addJournalCommands(program: Command, output: Output, done: Done): void {
  const journal = program.command('journal').description('journals of the engine that no process has open')
  journal
    .command('verify')
    .description('whether a journal is as it was written; what is wrong first, with its place')
    .argument('<file>', 'the journal')
    .option('--head <seq[:hash]>', 'the last command that was acknowledged, recorded elsewhere')
    .option('--json', 'print one JSON object')
    .action(async (file, options) =>
      done(await (await import('./journal-verify.ts')).runJournalVerify(file, options, output)),
    )
  journal
    .command('replay')
    .description('do every command again, and hold the state against the snapshots on the way')
    .argument('<file>', 'the journal')
    .option('--from-snapshot', 'begin with the latest snapshot')
    .option('--from-genesis', 'begin with nothing; so it is when neither is given')
    .option('--to <seq>', 'the last command to do; the last there is when absent')
    .option('--json', 'print one JSON object')
    .action(async (file, options) =>
      done(await (await import('./journal-replay.ts')).runJournalReplay(file, options, output)),
    )
  journal
    .command('export')
    .description('its commands, the events they made, or what was posted, line by line')
    .argument('<file>', 'the journal')
    .option('--what <what>', 'commands, events or entries', 'commands')
    .option('--format <format>', 'jsonl or csv', 'jsonl')
    .option('--account <name>', 'only what names this account')
    .action(async (file, options) => done(await (await import('./journal-export.ts')).runJournalExport(file, options)))
}

function addEngine(program: Command, output: Output, done: Done): void {
  const engine = program
    .command('engine')
    .description('the margin engine on a journal: accounts that survive anything, over HTTP on 127.0.0.1')
    .option('--journal <file>', 'the journal; made when it is missing')
    .option('--port <number>', 'port, 0 for any free one; 4070 or the next free one when absent')
    .option('--currency <name>', 'currency of prices in a journal that is made; USD when absent')
    .option('--no-liquidator', 'liquidate nobody unless a command says so')
    .action(async (options) => done(await (await import('./engine.ts')).runEngine(options, output)))
  withRequestOptions(
    engine.command('commands').description('the commands that make an engine’s account of a book, line by line'),
  ).action(async (book, options) =>
    done(await (await import('./engine-commands.ts')).runEngineCommands(book, options, output)),
  )
  engine
    .command('demo')
    .description('an engine from a fresh journal to a targeted liquidation, killed on the way, recovered and verified')
    .option('--keep <file>', 'keep the journal in this new file')
    .option('--json', 'print one JSON object')
    .action(async (options) => done(await (await import('./engine-demo.ts')).runEngineDemo(options, output)))
}

function collected(value: string, before: readonly string[]): readonly string[] {
  return [...before, value]
}
