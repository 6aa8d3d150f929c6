import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { findChromium } from '../.ci/chromium.mjs'
import { createSite, listen } from '../.ci/site.mjs'
import { syntheticLog } from './logs.mjs'

// Typing in long bodies, in the built app, in a real browser: how long the page's main thread is at one task.
// node .ci/build.mjs app && node bench/typing.mjs [-- --only stream-5 --letters 60 --port 4364]

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    letters: { type: 'string', default: '60' },
    port: { type: 'string', default: '4231' },
    runs: { type: 'string', default: '3' },
    stacks: { type: 'boolean', default: false },
  },
  allowPositionals: true,
})
const TASK_MS = 50
const LETTER_MS = 60
/** What is read is drawn, and what is written held, by then. */
const REST_MS = 4_000
const OPEN_MS = 120_000

const request = (characters, indent) => {
  const messages = []
  for (let size = 0; size < characters; size += 400)
    messages.push({
      role: size % 800 ? 'assistant' : 'user',
      content: `${messages.length} ${'word '.repeat(60)}`,
    })
  return JSON.stringify({ model: 'gpt-5', messages }, null, indent)
}
/** Results of calls that nobody made: some thousand findings. */
const orphans = (characters) => {
  const messages = []
  for (let size = 0; size < characters; size += 400)
    messages.push({ role: 'tool', tool_call_id: `call_${messages.length}`, content: 'word '.repeat(60) })
  return JSON.stringify({ model: 'gpt-5', messages }, null, 2)
}
/** A frame of the synthetic log is some 180 characters long. */
const stream = (characters) => syntheticLog('anthropic', 1, Math.ceil(characters / 180))
const BODIES = {
  'stream-2': () => stream(2_000_000),
  'stream-5': () => stream(5_000_000),
  'lines-2': () => request(1_700_000, 2),
  'lines-5': () => request(4_300_000, 2),
  'orphans-2': () => orphans(1_700_000),
  'one-line-2': () => request(1_700_000),
}
const PLACES = { top: 'Control+Home', end: 'Control+End' }

/** Runs in the page. */
function watchTasks() {
  const tasks = []
  new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({
    type: 'longtask',
    buffered: true,
  })
  globalThis.tasksSince = (from) =>
    tasks.filter(({ startTime }) => startTime >= from).map(({ duration }) => duration)
}

/** As a person drops a file. */
async function drop(page, file) {
  await page.evaluate(() => {
    const input = document.createElement('input')
    input.type = 'file'
    input.id = 'bench'
    input.hidden = true
    document.body.append(input)
  })
  await page.locator('#bench').setInputFiles(file)
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer()
    const input = document.querySelector('#bench')
    dataTransfer.items.add(input.files[0])
    input.remove()
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
  })
}

/**
 * The most that one task of a page's main thread worked, in milliseconds of that thread: other programs of a busy machine are not in
 * it. Of several pages, one that is waiting for use counts, too; it does next to nothing.
 */
function mostWork(trace) {
  const { traceEvents } = JSON.parse(trace.toString())
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}/${tid}`),
  )
  return traceEvents
    .filter(({ pid, tid, ph, tdur }) => ph === 'X' && tdur !== undefined && mains.has(`${pid}/${tid}`))
    .reduce((most, { tdur }) => Math.max(most, tdur / 1000), 0)
}

async function watched(page, act) {
  const browser = page.context().browser()
  await browser.startTracing(page, { categories: ['toplevel'] })
  const from = await page.evaluate(() => performance.now())
  await act()
  const typed = performance.now()
  await page
    .getByRole('status')
    .filter({ hasText: /^(Edited\.|Not read at)/ })
    .waitFor({ timeout: OPEN_MS })
  const readMs = performance.now() - typed
  await page.waitForTimeout(REST_MS)
  const work = mostWork(await browser.stopTracing())
  const tasks = await page.evaluate((since) => globalThis.tasksSince(since), from)
  return { work, readMs, tasks: tasks.filter((ms) => ms > TASK_MS).length, longest: Math.max(0, ...tasks) }
}

async function openSource(page, address, file) {
  await page.goto('about:blank')
  await page.goto(address)
  await page.evaluate(watchTasks)
  await drop(page, file)
  await page.getByRole('tab', { name: 'Source' }).click({ timeout: OPEN_MS })
  await page.locator('.monaco-editor .view-line').first().waitFor({ timeout: OPEN_MS })
  // What nobody waits for is done by then: the rest of a stream is read, and the rules have come to it.
  await page.waitForTimeout(REST_MS)
}

async function typeAt(page, key) {
  await page.locator('.monaco-editor textarea, .monaco-editor .native-edit-context').first().focus()
  await page.keyboard.press(key)
  await page.waitForTimeout(500)
  // Which JSON bears anywhere between its values.
  const letters = ' '.repeat(Number(options.letters))
  return watched(page, () => page.keyboard.type(letters, { delay: LETTER_MS }))
}

const least = (runs) => runs.reduce((best, one) => (one.work < best.work ? one : best))

const executablePath = await findChromium()
if (!executablePath) throw new Error('No Chromium was found here. CHROMIUM names one.')
const { chromium } = await import('@playwright/test')
const folder = mkdtempSync(join(tmpdir(), 'interlinear-typing-'))
const server = createSite(fileURLToPath(new URL('../dist/app', import.meta.url)))
const address = await listen(server, Number(options.port), { next: true })
const browser = await chromium.launch({ executablePath })
try {
  console.log(
    'body        place   tasks > 50 ms   longest task   most work of one task   until it is read (ms)',
  )
  for (const [name, make] of Object.entries(BODIES)) {
    if (options.only && !options.only.split(',').includes(name)) continue
    const file = join(folder, name.startsWith('stream') ? `${name}.sse` : `${name}.json`)
    writeFileSync(file, make())
    for (const [place, key] of Object.entries(PLACES)) {
      const runs = []
      for (let run = 0; run < Number(options.runs); run++) {
        const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
        await openSource(page, address, file)
        runs.push(await typeAt(page, key))
        await page.close()
      }
      const { tasks, longest, work, readMs } = least(runs)
      console.log(
        [
          name.padEnd(11),
          place.padEnd(7),
          String(tasks).padEnd(15),
          longest.toFixed(0).padEnd(14),
          work.toFixed(1).padEnd(23),
          readMs.toFixed(0),
        ].join(' '),
      )
    }
  }
} finally {
  await browser.close()
  server.close()
  rmSync(folder, { recursive: true })
}
