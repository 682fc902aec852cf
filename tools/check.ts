// Everything that must hold before a change is merged: `npm run check`, and `npm test` after its install.
import { rmSync } from 'node:fs'
import { type Outcome, runStep, type Step } from './check/step.ts'
import { countTests } from './check/tests.ts'

const typeScript = (project: string): Step => ({
  name: `types of ${project}`,
  command: ['typescript/bin/tsc', '--noEmit', '-p', project],
})

const report = 'coverage/tests.json'

const steps: readonly Step[] = [
  { name: 'format and lint', command: ['@biomejs/biome/bin/biome', 'check', '.'] },
  typeScript('packages/core'),
  typeScript('packages/server'),
  typeScript('packages/dashboard'),
  typeScript('packages/dashboard/tsconfig.test.json'),
  typeScript('tsconfig.json'),
  {
    name: 'import rules',
    command: ['dependency-cruiser/bin/dependency-cruiser.mjs', 'packages', '--config', '.dependency-cruiser.mjs'],
  },
  { name: 'unused code', command: ['knip/bin/knip.js'] },
  { name: 'build', command: ['../tools/build.ts', 'all'] },
  {
    name: 'tests',
    command: [
      'vitest/vitest.mjs',
      'run',
      '--coverage',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
  },
]

async function main(): Promise<number> {
  // Counts of an earlier run must not be taken for this one's.
  rmSync(report, { force: true })
  const outcomes: Outcome[] = []
  for (const step of steps) outcomes.push(await runStep(step))
  console.log('\nCheck')
  for (const { name, seconds, passed } of outcomes)
    console.log(`  ${passed ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)`)
  const { passed, failed } = countTests(report)
  console.log(`${passed} passed, ${failed} failed`)
  return outcomes.every((outcome) => outcome.passed) && failed === 0 && passed > 0 ? 0 : 1
}

process.exitCode = await main()
