import { jsonPointer } from './json-pointer.ts'

/** Where a text stops being JSON. */
export interface JsonFault {
  /** From 1. */
  readonly line: number
  readonly column: number
  readonly found: string
  readonly expected: string
}

/** What reading a text as JSON tells beyond its value. */
export interface JsonScan {
  /** Null when the text is JSON. */
  readonly fault: JsonFault | null
  /** JSON Pointers of keys that an object holds twice; a plain parser silently keeps the last. */
  readonly duplicateKeys: readonly string[]
  readonly depth: number
}

interface Container {
  readonly closes: '}' | ']'
  /** Keys seen; null for an array. */
  readonly keys: Set<string> | null
  at: string | number
}

type Want = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma or close' | 'end'

const expectations: Readonly<Record<Want, string>> = {
  value: 'a value',
  'value or ]': 'a value or "]"',
  key: 'a key in double quotes',
  'key or }': 'a key in double quotes or "}"',
  colon: '":"',
  'comma or close': '"," or the closing bracket',
  end: 'nothing more',
}

const blank = /[ \t\n\r]*/y
// Every character from the space on but the quote and the backslash.
const plainCharacters = /[ !#-[\]-\uffff]*/y
const escapeSequence = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const numeral = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const word = /true|false|null/y

const duplicatesMax = 20

/** Walks a JSON text once, without recursion, so that depth cannot exhaust the stack. */
export function scanJson(text: string): JsonScan {
  return new Scanner(text).scan()
}

class Scanner {
  readonly #text: string
  #at = 0
  #want: Want = 'value'
  readonly #open: Container[] = []
  readonly #duplicates: string[] = []
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  scan(): JsonScan {
    let sound = true
    while (sound) {
      this.#skip(blank)
      if (this.#at >= this.#text.length) {
        sound = this.#want === 'end'
        break
      }
      sound = this.#step(this.#text.charAt(this.#at))
    }
    return { fault: sound ? null : this.#fault(), duplicateKeys: this.#duplicates, depth: this.#depth }
  }

  /** Reads one token; false when it may not stand here. */
  #step(next: string): boolean {
    switch (this.#want) {
      case 'value':
        return this.#value(next)
      case 'value or ]':
        return next === ']' ? this.#close(next) : this.#value(next)
      case 'key':
        return this.#key(next)
      case 'key or }':
        return next === '}' ? this.#close(next) : this.#key(next)
      case 'colon':
        return next === ':' && this.#advance('value')
      case 'comma or close':
        return next === ',' ? this.#comma() : this.#close(next)
      case 'end':
        return false
    }
  }

  #value(next: string): boolean {
    if (next === '{') return this.#enter({ closes: '}', keys: new Set(), at: '' }, 'key or }')
    if (next === '[') return this.#enter({ closes: ']', keys: null, at: 0 }, 'value or ]')
    if (next === '"') return this.#string() && this.#after()
    return (this.#skip(numeral) || this.#skip(word)) && this.#after()
  }

  #key(next: string): boolean {
    const start = this.#at
    if (next !== '"' || !this.#string()) return false
    const raw = this.#text.slice(start + 1, this.#at - 1)
    this.#remember(raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw)
    this.#want = 'colon'
    return true
  }

  #remember(key: string): void {
    const object = this.#open.at(-1)
    if (object === undefined) return
    object.at = key
    if (object.keys?.has(key) && this.#duplicates.length < duplicatesMax)
      this.#duplicates.push(jsonPointer(...this.#open.map(({ at }) => at)))
    object.keys?.add(key)
  }

  #string(): boolean {
    const start = this.#at
    this.#at += 1
    while (this.#at < this.#text.length) {
      this.#skip(plainCharacters)
      if (this.#text[this.#at] === '"') {
        this.#at += 1
        return true
      }
      if (!this.#skip(escapeSequence)) break
    }
    // The end of the text is reported where it is; a bad escape or a line break, where the character stands.
    if (this.#at < this.#text.length && this.#text[this.#at] !== '\\' && this.#text.charCodeAt(this.#at) >= 32)
      this.#at = start
    return false
  }

  #comma(): boolean {
    const container = this.#open.at(-1)
    if (typeof container?.at === 'number') container.at += 1
    return this.#advance(container?.keys ? 'key' : 'value')
  }

  #close(next: string): boolean {
    if (this.#open.at(-1)?.closes !== next) return false
    this.#open.pop()
    this.#at += 1
    return this.#after()
  }

  #enter(container: Container, want: Want): boolean {
    this.#open.push(container)
    this.#depth = Math.max(this.#depth, this.#open.length)
    return this.#advance(want)
  }

  #advance(want: Want): true {
    this.#at += 1
    this.#want = want
    return true
  }

  #after(): true {
    this.#want = this.#open.length === 0 ? 'end' : 'comma or close'
    return true
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at
    if (!pattern.test(this.#text)) return false
    this.#at = pattern.lastIndex
    return true
  }

  #fault(): JsonFault {
    const before = this.#text.slice(0, this.#at)
    const lineStart = before.lastIndexOf('\n') + 1
    const line = before.split('\n').length
    return { line, column: this.#at - lineStart + 1, found: this.#found(), expected: expectations[this.#want] }
  }

  #found(): string {
    if (this.#at >= this.#text.length) return 'the end of the text'
    const rest = this.#text.slice(this.#at, this.#at + 20)
    return JSON.stringify(/^[\w.+-]+/.exec(rest)?.[0] ?? rest.charAt(0))
  }
}
