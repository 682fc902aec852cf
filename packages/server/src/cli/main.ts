import { CommanderError } from 'commander'
import { InputError } from '../input/input-problem.ts'
import { inputErrorText } from '../print/problems-text.ts'
import { type ExitCode, exitCode } from './exit-code.ts'
import { exitCodeOf } from './outcome.ts'
import { type Output, processOutput, watchStreams } from './output.ts'
import { buildProgram } from './program.ts'
import { UsageError } from './usage-error.ts'

/** Runs one command line, without the names of Node and the script. Never throws; the number is the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  watchStreams()
  const output = processOutput({ color: !argv.includes('--no-color') })
  try {
    return await run(argv, output)
  } catch (error) {
    return told(error, output)
  }
}

async function run(argv: readonly string[], output: Output): Promise<ExitCode> {
  let code: ExitCode = exitCode.fine
  const program = buildProgram(output, (result) => {
    code = result
  })
  if (argv.length === 0) {
    program.outputHelp({ error: true })
    return exitCode.usage
  }
  await program.parseAsync([...argv], { from: 'user' })
  return code
}

/** Says what went wrong in one place, for every command. */
function told(error: unknown, output: Output): ExitCode {
  // commander has printed its message already; help and version are no failure.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.fine : exitCode.usage
  if (error instanceof UsageError) {
    output.note(`plimsoll: ${error.message}`)
    return exitCode.usage
  }
  if (error instanceof InputError) {
    output.note(inputErrorText(error.problems))
    return exitCodeOf(error.problems)
  }
  output.note(bugText(error))
  return exitCode.bug
}

function bugText(error: unknown): string {
  const found = error instanceof Error ? error : new Error(String(error))
  const line = `plimsoll: this is our mistake [engine.bug]: ${found.message.split('\n', 1)[0]}`
  return process.env['PLIMSOLL_DEBUG'] ? `${line}\n${found.stack}` : line
}
