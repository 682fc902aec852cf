import { SingleBar } from 'cli-progress'

export interface Progress {
  readonly step: () => void
  readonly stop: () => void
}

const quietMs = 1000

/** A bar on stderr after a second of work, on a terminal only. A pipe sees nothing of it. */
export function startProgress(what: string, total: number): Progress {
  if (process.stderr.isTTY !== true) return { step: () => undefined, stop: () => undefined }
  const startedAt = performance.now()
  let done = 0
  let bar: SingleBar | undefined
  return {
    step: () => {
      done += 1
      if (bar === undefined && performance.now() - startedAt > quietMs) bar = startBar(what, total)
      bar?.update(done)
    },
    stop: () => bar?.stop(),
  }
}

function startBar(what: string, total: number): SingleBar {
  const bar = new SingleBar({
    format: `{bar} {value}/{total} ${what}, {eta} s left`,
    stream: process.stderr,
    clearOnComplete: true,
  })
  bar.start(total, 0)
  return bar
}
