import { parseArgs } from 'node:util'
import { syntheticLog } from '../logs.mjs'
import { drop, withApp } from './app.mjs'
import { TASK_MS, watch, watched } from './watching.mjs'

// Typing in long bodies, in the built app, in a real browser: how long the page's main thread is at one task.
// node .ci/build.mjs app && node bench/browser/typing.mjs [--only stream-5 --letters 60]

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    letters: { type: 'string', default: '60' },
    runs: { type: 'string', default: '3' },
  },
  allowPositionals: true,
})
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

async function openSource(page, file) {
  await watch(page)
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
  let readMs = 0
  const seen = await watched(page, async () => {
    await page.keyboard.type(letters, { delay: LETTER_MS })
    const typed = performance.now()
    await page
      .getByRole('status')
      .filter({ hasText: /^(Edited\.|Not read at)/ })
      .waitFor({ timeout: OPEN_MS })
    readMs = performance.now() - typed
    await page.waitForTimeout(REST_MS)
  })
  return { ...seen, readMs }
}

const least = (runs) => runs.reduce((best, one) => (one.work < best.work ? one : best))

/** The quietest of some runs, each in a page of its own. */
async function typedIn({ newPage }, file, key) {
  const runs = []
  for (let run = 0; run < Number(options.runs); run++) {
    const page = await newPage()
    await openSource(page, file)
    runs.push(await typeAt(page, key))
    await page.close()
  }
  return least(runs)
}

const COLUMNS = [11, 7, 15, 14, 23, 0]
const line = (...cells) => cells.map((cell, at) => String(cell).padEnd(COLUMNS[at])).join(' ')

await withApp(4231, async (app) => {
  console.log(
    line(
      'body',
      'place',
      `tasks > ${TASK_MS} ms`,
      'longest task',
      'most work of one task',
      'until it is read (ms)',
    ),
  )
  for (const [name, make] of Object.entries(BODIES)) {
    if (options.only && !options.only.split(',').includes(name)) continue
    const file = app.fileOf(name.startsWith('stream') ? `${name}.sse` : `${name}.json`, make())
    for (const [place, key] of Object.entries(PLACES)) {
      const { tasks, longest, work, readMs } = await typedIn(app, file, key)
      console.log(line(name, place, tasks, longest.toFixed(0), work.toFixed(1), readMs.toFixed(0)))
    }
  }
})
