/** Thrown when the library itself is wrong. It carries the values in its text and is caught only at an edge. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError'
}

/**
 * States what must hold for the code that follows to be right.
 *
 * @throws InvariantError with `message` when `condition` is false. Never use it for data from outside.
 */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new InvariantError(message)
}

/**
 * The same number, which is neither NaN nor infinite. Every formula ends with it, so that no such value leaves one.
 *
 * @throws InvariantError naming `name` otherwise.
 */
export function finite(x: number, name: string): number {
  if (!Number.isFinite(x)) throw new InvariantError(`${name} must be finite, is ${x}`)
  return x
}
