/** Why a number is what it is: the drawer "About this number" shows one. */
export interface Explanation {
  readonly title: string
  readonly value: string
  /** The formula in words. */
  readonly words: string
  readonly inputs: readonly ExplainedInput[]
  readonly notes: readonly string[]
}

export interface ExplainedInput {
  readonly name: string
  readonly value: string
  /** Where it comes from. */
  readonly from: string
}
