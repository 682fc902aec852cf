/** A `console` block of a page: its command, and which lines of the output the page shows. */
export interface ConsoleBlock {
  readonly command: string
  /** Lines that are shown; all when null. */
  readonly keep: RegExp | null
}

/** `<!-- keep /expression/ -->` above a block names the lines it shows. */
const blockPattern = /(?:<!-- keep \/(?<keep>.*)\/ -->\n)?```console\n\$ (?<command>.*)\n(?<output>[\s\S]*?)```/g

export function consoleBlocks(page: string): readonly ConsoleBlock[] {
  return [...page.matchAll(blockPattern)].map((match) => blockOf(match.groups ?? {}))
}

function blockOf({ command = '', keep }: Record<string, string | undefined>): ConsoleBlock {
  return { command, keep: keep === undefined ? null : new RegExp(keep, 'u') }
}

/** The page with the output of each block's command put in anew. */
export function withOutputs(page: string, outputOf: (command: string) => string): string {
  return page.replaceAll(blockPattern, (...match) => {
    const block: Record<string, string | undefined> = match.at(-1)
    const { command, keep } = blockOf(block)
    const note = block['keep'] === undefined ? '' : `<!-- keep /${block['keep']}/ -->\n`
    return `${note}\`\`\`console\n$ ${command}\n${shown(outputOf(command), keep)}\`\`\``
  })
}

/** The lines to keep, `…` where others stood between them. JSON is laid out over lines first. */
function shown(output: string, keep: RegExp | null): string {
  const text = output.startsWith('{') ? JSON.stringify(JSON.parse(output), null, 2) : output
  const lines = text.replace(/\s+$/, '').split('\n')
  if (keep === null) return `${lines.join('\n')}\n`
  const kept: string[] = []
  for (const line of lines) {
    if (keep.test(line)) kept.push(line)
    else if (kept.at(-1) !== '…') kept.push('…')
  }
  return `${kept.join('\n')}\n`
}
