/** Lines no wider than `width`, broken at blanks; what is broken goes on under its own beginning, two blanks in. */
export function wrapped(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => linesOf(line, width))
    .join('\n')
}

function linesOf(line: string, width: number): readonly string[] {
  if (line.length <= width) return [line]
  const indent = ' '.repeat(Math.min(width / 2, line.length - line.trimStart().length + 2))
  const lines: string[] = []
  let rest = line
  while (rest.length > width) {
    const room = rest.slice(0, width + 1)
    const at = room.trimEnd().lastIndexOf(' ')
    // A word longer than the line is left whole: an address that is cut is no address.
    const end = at > indent.length ? at : rest.indexOf(' ', indent.length + 1)
    if (end < 0) break
    lines.push(rest.slice(0, end).trimEnd())
    rest = indent + rest.slice(end).trimStart()
  }
  return rest.trim() === '' ? lines : [...lines, rest]
}
