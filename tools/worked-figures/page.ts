/** A `console` block of a page: its command, and which lines of the output the page shows. */
export interface ConsoleBlock {
  readonly command: string
  /** Lines that are shown, or members of a line of JSON; all when null. */
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

/** The lines to keep, `…` where others stood between them. JSON is one line: of it the members to keep. */
function shown(output: string, keep: RegExp | null): string {
  const text = output.replace(/\s+$/, '')
  if (keep === null) return `${text}\n`
  return `${text.startsWith('{') ? membersKept(text, keep) : linesKept(text, keep)}\n`
}

function linesKept(text: string, keep: RegExp): string {
  const kept: string[] = []
  for (const line of text.split('\n')) {
    if (keep.test(line)) kept.push(line)
    else if (kept.at(-1) !== '…') kept.push('…')
  }
  return kept.join('\n')
}

/** As they are printed, in their order, each the first time that it comes. */
function membersKept(text: string, keep: RegExp): string {
  let excerpt = ''
  let end = 0
  const seen = new Set<string>()
  for (const { 0: member, index } of text.matchAll(new RegExp(keep, 'gu'))) {
    if (seen.has(member)) continue
    seen.add(member)
    excerpt += index === end ? member : `…${member}`
    end = index + member.length
  }
  return end === text.length ? excerpt : `${excerpt}…`
}
