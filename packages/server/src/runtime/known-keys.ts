import type { Answer, Untimed } from './answer.ts'
import { rememberedLengthMax } from './limits.ts'

/** A key that is in work or was answered lately. */
export interface KnownKey {
  readonly command: Untimed
  readonly answer: Promise<Answer>
}

/**
 * The keys in work and the latest answered, so that a repeat is answered without asking the journal. A key is dropped,
 * oldest first, only when its reply is in the journal: until then nothing else knows it.
 */
export class KnownKeys {
  readonly #max: number
  readonly #keys = new Map<string, KnownKey>()
  readonly #kept = new Set<string>()

  constructor(max: number) {
    this.#max = max
  }

  get size(): number {
    return this.#keys.size
  }

  get(key: string): KnownKey | undefined {
    return this.#keys.get(key)
  }

  set(key: string, known: KnownKey): void {
    this.#keys.set(key, known)
  }

  /** It was never journaled: a later submission with it starts anew. */
  forget(key: string): void {
    this.#keys.delete(key)
    this.#kept.delete(key)
  }

  /** The reply to it, of so many characters, is in the journal. */
  kept(key: string, length: number): void {
    if (!this.#keys.has(key)) return
    if (length > rememberedLengthMax) {
      this.forget(key)
      return
    }
    this.#kept.add(key)
    for (const oldest of this.#kept) {
      if (this.#keys.size <= this.#max) return
      this.forget(oldest)
    }
  }
}
