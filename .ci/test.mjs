import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { asOne, closingLine, countJourneys, countUnit, secondTries, settle, sum } from './counts.mjs'
import { ensureInstalled } from './install.mjs'
import { ROOT, run, runTool } from './run.mjs'

/** @typedef {import('./counts.mjs').Count} Count */

const REPORTS = join(ROOT, 'node_modules/.cache/reports')
const UNIT_REPORT = join(REPORTS, 'unit.json')
const JOURNEYS_REPORT = join(REPORTS, 'journeys.json')

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return {}
  }
}

/** @returns {Promise<number>} */
const freePort = () =>
  new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address ? address.port : 4183))
    })
  })

async function unit() {
  const code = await runTool(
    'vitest',
    ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${UNIT_REPORT}`],
    // Each dot would carry its own colour codes into a log.
    process.stdout.isTTY ? {} : { NO_COLOR: '1' },
  )
  return settle(code, countUnit(readReport(UNIT_REPORT)))
}

async function journeys() {
  const { ensureChromium } = await import('./chromium.mjs')
  const chromium = await ensureChromium()
  if (!chromium) return asOne(1)
  const code = await runTool(
    '@playwright/test',
    // A machine that many share may let a browser wait for longer than anybody waits.
    ['test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json', '--retries=1'],
    { CHROMIUM: chromium, E2E_PORT: String(await freePort()), PLAYWRIGHT_JSON_OUTPUT_FILE: JOURNEYS_REPORT },
  )
  const report = readReport(JOURNEYS_REPORT)
  for (const name of secondTries(report)) summary.push(`! only at the second try: ${name}`)
  return settle(code, countJourneys(report))
}

/** @param {string} script */
const ours = async (script) => asOne(await run(process.execPath, [join(ROOT, '.ci', script)]))

/** @type {Record<string, () => Promise<Count>>} */
const STAGES = {
  walls: () => ours('walls.mjs'),
  lint: async () =>
    asOne(await runTool('@biomejs/biome', ['check', '--config-path=.ci/style.json', '--max-diagnostics=50'])),
  typecheck: async () => asOne(await runTool('typescript', ['-b', '--force'])),
  unit,
  build: () => ours('build.mjs'),
  shell: async () => ((counts.build?.failed ?? 1) > 0 ? asOne(1) : ours('shell-size.mjs')),
  // An old build would pass for the new one.
  journeys: async () => ((counts.build?.failed ?? 1) > 0 ? asOne(1) : journeys()),
}

/** @type {Record<string, Count>} */
const counts = {}

/** @type {string[]} */
const summary = []

await ensureInstalled()
rmSync(REPORTS, { recursive: true, force: true })
mkdirSync(REPORTS, { recursive: true })

for (const [name, stage] of Object.entries(STAGES)) {
  console.log(`\n── ${name}`)
  const started = performance.now()
  const count = await stage()
  counts[name] = count
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  summary.push(
    `${count.failed ? '✗' : '✓'} ${name.padEnd(10)} ${count.passed} passed, ${count.failed} failed  ${seconds} s`,
  )
}

const total = sum(Object.values(counts))
console.log(`\n${summary.join('\n')}\n`)
console.log(closingLine(total))
process.exitCode = total.failed > 0 ? 1 : 0
