/** Thrown when nothing here answers a case; its row then carries the code. */
export class CaseError extends Error {
  override readonly name = 'CaseError'
  readonly code: 'kind.unsupported' | 'model.unsupported'

  constructor(code: CaseError['code'], message: string) {
    super(message)
    this.code = code
  }
}
