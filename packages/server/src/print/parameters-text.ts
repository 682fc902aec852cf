import type { MarginResult } from '@plimsoll/core'

/** Which set of parameters was used, and where it and its exceptions come from. */
export function parametersText({ model, parameters }: MarginResult): string {
  const { set, provenance, source, exceptions } = parameters
  const lines = [`set ${set} of ${model}: ${provenance}. ${source}`]
  return [...lines, ...exceptions.map((each) => `${each.path}: ${each.provenance}. ${each.source}`)]
    .map((line) => `  ${line}`)
    .join('\n')
}
