import { existsSync, readFileSync } from 'node:fs'

export interface TestCount {
  readonly passed: number
  /** Tests that failed, and files that could not be run at all. */
  readonly failed: number
}

/** The real count from the test runner's own report; nothing passed when there is no report. */
export function countTests(report: string): TestCount {
  if (!existsSync(report)) return { passed: 0, failed: 0 }
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'))
  const brokenFiles = testResults.filter(
    (file: FileResult) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  return { passed: numPassedTests, failed: numFailedTests + brokenFiles.length }
}

interface FileResult {
  readonly status: string
  readonly assertionResults: readonly unknown[]
}
