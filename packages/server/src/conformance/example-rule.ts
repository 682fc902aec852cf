/** Computes an example from its inputs, which use the source's own symbols. */
export type ExampleRule = (inputs: Readonly<Record<string, unknown>>) => unknown
