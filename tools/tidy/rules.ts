import { codeOnly, type SourceFile } from './sources.ts'

export interface TidyRule {
  readonly name: string
  /** What to write in its place. */
  readonly instead: string
  readonly pattern: RegExp
  readonly where: RegExp
  readonly except?: RegExp
  /** Looks at code alone, not at comments and strings. */
  readonly codeOnly?: boolean
  /** A line that breaks the rule, and one close to it that does not. */
  readonly caught: string
  readonly passes: string
}

const code = /\.(ts|tsx|mjs)$/
const text = /\.(ts|tsx|mjs|css|html|md)$/
const test = /\.(test|test-d)\.tsx?$/
const library = /^packages\/core\/src\//
const libraryTests = /\.(test|test-d)\.ts$|\/testkit\/|\/testdata\//
/** This folder must name what it bans. */
const tidyItself = /^tools\/tidy/

export const rules: readonly TidyRule[] = [
  {
    name: 'the word “got”',
    instead: '“is”, “found”',
    pattern: /\bgot\b/i,
    where: code,
    caught: 'expected 3, got 4',
    passes: 'a forgotten unit',
  },
  {
    name: 'the word “invalid”',
    instead: 'what is expected, and the value: “strike must be positive, is -5”',
    pattern: /(?<!aria-|:)\binvalid\b/i,
    where: code,
    caught: 'invalid strike',
    passes: '<input aria-invalid="true">',
  },
  {
    name: 'work left for later',
    instead: 'the work, or nothing',
    pattern: /\b(TODO|FIXME|XXX)\b|\bnot implemented\b|\bplaceholder\b(?!=)(?<!::placeholder)/i,
    where: text,
    caught: '// TODO round up',
    passes: '<input placeholder="ETH">',
  },
  {
    name: 'a path outside the repository',
    instead: 'a file of the repository',
    pattern: /\.\.\/shared\b|\/work\/(shared|main)\b/,
    where: text,
    caught: "readFileSync('../shared/vectors.json')",
    passes: "import { x } from './shared.ts'",
  },
  {
    name: 'a test left out or left alone',
    instead: 'a test that runs',
    pattern: /\b(test|it|describe)\.(only|skip|todo|fails|skipIf|runIf)\b/,
    where: test,
    caught: "test.skip('rounds', () => {})",
    passes: "test.each(cases)('rounds', () => {})",
  },
  {
    name: 'numbers made from text, or text from numbers, outside the doors',
    instead: 'Decimal, toRisk, fromRisk',
    pattern: /(?<![\w.])Number\(|\btoFixed\(|\btoPrecision\(|\bparseFloat\(|\bparseInt\(/,
    where: library,
    except: /\/num\/|\.(test|test-d)\.ts$|\/testkit\//,
    codeOnly: true,
    caught: 'const x = Number(text)',
    passes: 'const isNumber = Number.isFinite(x)',
  },
  {
    name: 'arithmetic that differs between engines',
    instead: 'the kernel in num/',
    pattern:
      /\bMath\.(?!(abs|ceil|clz32|floor|fround|imul|max|min|round|sign|sqrt|trunc|PI|SQRT2|SQRT1_2|LN2|E)\b)\w+|\*\*/,
    where: library,
    except: libraryTests,
    codeOnly: true,
    caught: 'const y = Math.exp(x)',
    passes: 'const y = Math.sqrt(x) /* not x ** 0.5 */',
  },
  {
    name: 'a clock, a die or the language of the machine',
    instead: 'an argument',
    pattern:
      /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)|\bMath\.random\b|\blocaleCompare\b|\btoLocale\w*\(|\bIntl\./,
    where: library,
    except: libraryTests,
    codeOnly: true,
    caught: 'const at = new Date()',
    passes: 'const text = new Date(at).toISOString()',
  },
  {
    name: 'a test that waits for a time',
    instead: 'a condition, or a clock that the test turns; timings belong to bench/',
    pattern: /\btoBeLessThan\w*\(.*\bms\b|expect\(.*\b(elapsed|duration)\w*\)\.toBeLess/i,
    where: test,
    caught: 'expect(elapsedMs).toBeLessThan(400)',
    passes: 'expect(error).toBeLessThan(1e-9)',
  },
]

/** Where a file breaks a rule: `path:line`. */
export function breaches(rule: TidyRule, file: SourceFile): readonly string[] {
  if (!rule.where.test(file.path) || rule.except?.test(file.path) || tidyItself.test(file.path)) return []
  const lines = (rule.codeOnly ? codeOnly(file.text) : file.text).split('\n')
  return lines.flatMap((line, index) => (rule.pattern.test(line) ? [`${file.path}:${index + 1}`] : []))
}
