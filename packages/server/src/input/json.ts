import type { InputProblem } from './input-problem.ts'
import { scanJson } from './json-scan.ts'
import { soundJson } from './json-sound.ts'

/** Objects and arrays inside each other; the documents use 6, charge trees of results some 12. */
const depthMax = 64

export type Parsed =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problems: readonly InputProblem[] }

/** The value of a JSON text. Refused: what is not JSON (where and why), a key given twice, endless nesting. */
export function parseJson(text: string, file: string): Parsed {
  const sound = soundJson(text, depthMax)
  if (sound !== null) return { ok: true, value: sound.value }
  const { fault, duplicateKeys, depth } = scanJson(text)
  const refuse = (code: InputProblem['code'], path: string, message: string): InputProblem => ({
    code,
    file,
    path,
    message,
  })
  if (fault !== null) {
    const { line, column, found, expected } = fault
    return {
      ok: false,
      problems: [
        refuse(
          'document.not-json',
          '',
          `must be JSON: line ${line}, column ${column}: ${expected} must stand here, found ${found}`,
        ),
      ],
    }
  }
  if (depth > depthMax)
    return {
      ok: false,
      problems: [refuse('document.too-deep', '', `must nest at most ${depthMax} deep, is ${depth} deep`)],
    }
  if (duplicateKeys.length > 0)
    return {
      ok: false,
      problems: duplicateKeys.map((path) =>
        refuse('document.duplicate-key', path, 'must be given once in its object, is given twice'),
      ),
    }
  return { ok: true, value: JSON.parse(text) }
}
