import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { syntheticLog } from '../logs.mjs'
import { drop, withApp } from './app.mjs'
import { bestOf, byThumb, byWheel, evenly, FRAME_MS, TASK_MS, watch, watched } from './watching.mjs'

// A long log in the built app, in a real browser: how long pictures take while one scrolls, and rows to come when one jumps.
// By itself: node .ci/build.mjs app && node bench/browser/scrolling.mjs --frames 1000000

const JUMP_MS = 100
const JUMPS = 30
const OPEN_MS = 600_000

/** Runs in the page: from the change of the address to the picture that shows the row. */
async function jumpTo(row) {
  const began = performance.now()
  location.hash = location.hash.replace(/&at=.*/, `&at=x1.e${row + 1}`)
  const picture = () => new Promise((done) => requestAnimationFrame(done))
  for (;;) {
    await picture()
    const shown = document.querySelector(`[data-index="${row}"]`)
    if (shown && shown.getAttribute('aria-busy') === null) return performance.now() - began
    if (performance.now() - began > 10_000) return Number.POSITIVE_INFINITY
  }
}

async function jumps(page, total) {
  const took = []
  for (let i = 0; i < JUMPS; i++) took.push(await page.evaluate(jumpTo, (i * 7919 * 104_729) % total))
  return took.sort((a, b) => a - b)
}

/** How many rows the grid has, its heads aside. */
const rowsOf = async (page) => Number(await page.getByRole('grid').getAttribute('aria-rowcount')) - 1

/** Until all frames are found and translated: figures of a part of the log would say nothing of the whole. */
async function allRead(page, frames) {
  await page.waitForFunction(
    (least) =>
      Number(document.querySelector('[role="grid"]')?.getAttribute('aria-rowcount')) > least &&
      !document.querySelector('[role="grid"] [role="progressbar"]'),
    frames,
    { timeout: OPEN_MS, polling: 500 },
  )
}

async function measureIn(page, { file, frames }) {
  await watch(page)
  const began = performance.now()
  const opening = await watched(page, async () => {
    await drop(page, file)
    await page.locator('[role="row"][data-index="0"]').waitFor({ timeout: OPEN_MS })
  })
  const openMs = performance.now() - began
  const reading = await watched(page, () => allRead(page, frames))
  const readMs = performance.now() - began
  const total = await rowsOf(page)
  const grid = page.getByRole('grid')
  const phases = {
    opening,
    reading,
    idle: await bestOf(page, () => evenly(() => {})),
    wheel: await bestOf(page, () => byWheel(page, grid)),
    thumb: await bestOf(page, () => byThumb(page, grid)),
  }
  let took = []
  phases.jumps = await watched(page, async () => {
    took = await jumps(page, total)
  })
  await grid.focus()
  await page.keyboard.press('End')
  await page.locator(`[data-index="${total - 1}"]`).waitFor()
  return { total, openMs, readMs, phases, jumpMs: { median: took[took.length >> 1], worst: took.at(-1) } }
}

/**
 * @param {{ frames: number, seed: number }} wish
 * @returns figures, or nothing where there is no browser
 */
export const scrollFigures = ({ frames, seed }) =>
  withApp(4230, async ({ newPage, fileOf }) => {
    const file = fileOf('long.sse', syntheticLog('anthropic', seed, frames))
    const figures = await measureIn(await newPage(), { file, frames })
    print(figures)
    return figures
  })

const BAR_WIDTH = 24
/** One full bar is the limit; what goes beyond it is told by `!`. */
const barOf = (value, limit) =>
  '█'.repeat(Math.min(BAR_WIDTH, Math.round((value / limit) * BAR_WIDTH))).padEnd(BAR_WIDTH, '·') +
  (value > limit ? '!' : ' ')

const line = (name, value, limit) =>
  `  ${name.padEnd(30)} ${value.toFixed(1).padStart(8)} ms  ${barOf(value, limit)}  of ${limit} ms`

function print({ total, openMs, readMs, phases, jumpMs }) {
  console.log(
    `\nbrowser: ${total.toLocaleString('en')} rows; first rows after ${(openMs / 1000).toFixed(1)} s, all read after ${(readMs / 1000).toFixed(1)} s`,
  )
  const slow = ({ pictures, slow: count }) => `${count} of ${pictures} pictures over ${FRAME_MS} ms`
  for (const name of ['idle', 'wheel', 'thumb'])
    console.log(`${line(`worst picture, ${name}`, phases[name].worst, FRAME_MS)}  ${slow(phases[name])}`)
  console.log(line('jump, median', jumpMs.median, JUMP_MS))
  console.log(line('jump, slowest', jumpMs.worst, JUMP_MS))
  for (const [name, { work, tasks, longest }] of Object.entries(phases)) {
    console.log(`${line(`longest task, ${name}`, longest, TASK_MS)}  ${tasks} over ${TASK_MS} ms`)
    console.log(line('  of which it worked', work, TASK_MS))
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: { frames: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } },
  })
  await scrollFigures({ frames: Number(values.frames), seed: Number(values.seed) })
}
