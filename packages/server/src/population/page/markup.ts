/** Text that is HTML already. */
export interface Markup {
  readonly markup: string
}

type Piece = Markup | string | number | readonly Markup[]

/** HTML from a template: whatever is put in is escaped, unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  return { markup: strings.map((text, i) => text + (i < pieces.length ? pieceText(pieces[i] as Piece) : '')).join('') }
}

function pieceText(piece: Piece): string {
  if (typeof piece === 'string') return escaped(piece)
  if (typeof piece === 'number') return String(piece)
  return 'markup' in piece ? piece.markup : piece.map(({ markup }) => markup).join('')
}

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** Text that is put in as it stands: our own style. */
export function verbatim(text: string): Markup {
  return { markup: text }
}
