import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

// Packages are tested from their sources, without a build.
const conditions = ['development']
const fromSources = { resolve: { conditions }, ssr: { resolve: { conditions } } }

const unit = (name: string, folder: string): TestProjectInlineConfiguration => ({
  ...fromSources,
  test: {
    name,
    include: [`${folder}/**/*.test.{ts,tsx}`],
    // No test waits for time: a limit only ends what hangs, on a machine of any speed.
    testTimeout: 60_000,
    setupFiles: ['tools/property-seed.ts'],
    sequence: { groupOrder: 0 },
  },
})

/** Last and one after the other: each file starts a server and a Chromium. They use what `npm run build` made. */
const browser: TestProjectInlineConfiguration = {
  ...fromSources,
  test: {
    name: 'browser',
    include: ['packages/dashboard/test/**/*.browser.test.ts'],
    fileParallelism: false,
    maxWorkers: 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    sequence: { groupOrder: 1 },
  },
}

export default defineConfig({
  test: {
    // Every processor: the default leaves one idle, which is half of a machine with two.
    maxWorkers: '100%',
    projects: [
      unit('core', 'packages/core/src'),
      unit('server', 'packages/server/src'),
      unit('dashboard', 'packages/dashboard/src'),
      unit('docs', 'docs'),
      unit('tools', 'tools'),
      browser,
    ],
    coverage: {
      provider: 'v8',
      include: ['packages/core/src/**/*.ts'],
      exclude: [
        '**/*.test.ts',
        '**/*.test-d.ts',
        '**/testkit/**',
        '**/testdata/**',
        '**/params.ts',
        'packages/core/src/index.ts',
      ],
      reporter: ['text-summary', 'html', 'json-summary'],
      thresholds: { 'packages/core/src/**/*.ts': { branches: 95 } },
    },
  },
})
