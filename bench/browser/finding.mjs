import { parseArgs } from 'node:util'
import { syntheticLog } from '../logs.mjs'
import { drop, withApp } from './app.mjs'
import { bestOf, byThumb, byWheel, FRAME_MS, TASK_MS, watch, watched } from './watching.mjs'

// npm run bench:finding [-- --frames 1000000 --seed 1 --bytes]
// A long log in the built app, in a real browser: how long it is searched and filtered, how its bytes scroll, and how long it
// takes from a byte to its field.
const { values: options } = parseArgs({
  options: {
    frames: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    // Only how the bytes scroll.
    bytes: { type: 'boolean', default: false },
  },
})

const READ_MS = 900_000
/** Bytes that are clicked. */
const SPOTS = 12

const ms = (value) => `${value.toFixed(0)} ms`
const motion = ({ pictures, worst, slow, tasks, longest }) =>
  `${slow} of ${pictures} pictures over ${FRAME_MS} ms (worst ${ms(worst)}), ${tasks} tasks over ${TASK_MS} ms (longest ${ms(longest)})`

/** Runs in the page: milliseconds until something holds, looked at with each picture. */
function until(condition) {
  const holds = new Function(`return ${condition}`)
  const began = performance.now()
  return new Promise((done) => {
    const look = () => {
      if (holds() || performance.now() - began > 300_000) done(performance.now() - began)
      else requestAnimationFrame(look)
    }
    look()
  })
}

const count = (field) => `document.querySelector('#${field}')?.textContent ?? ''`

const isOver = (field) => `!/^\\s*$|searched|of the first|…/.test(${count(field)})`

async function sought(page, key, field, words) {
  const label = key === '/' ? 'Search the rows' : 'Filter the rows'
  await page.getByRole('grid').first().focus()
  await page.keyboard.press(key)
  await page.getByLabel(label, { exact: true }).fill('')
  let first = 0
  let all = 0
  const seen = await watched(page, async () => {
    await page.getByLabel(label, { exact: true }).fill(words)
    const began = performance.now()
    first = await page.evaluate(until, `/^[1-9]/.test(${count(field)}) || ${isOver(field)}`)
    await page.evaluate(until, isOver(field))
    all = performance.now() - began
  })
  const said = await page.locator(`#${field}`).textContent()
  console.log(`  ${words.padEnd(18)} first ${ms(first).padStart(9)}  all ${ms(all).padStart(9)}  “${said}”`)
  console.log(`  ${''.padEnd(18)} ${motion(seen)}`)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
}

async function allSought(page) {
  console.log('once it was read:')
  for (const words of ['zebra', 'the']) await sought(page, '/', 'hits', words)
  for (const words of ['part:tool-call', 'changed', 'kind:ping']) await sought(page, 'f', 'shown-rows', words)
}

/** Runs in the page: when a byte was last clicked, and when the words about it changed last. */
function watchSpot() {
  const grid = document.querySelector('[aria-label^="Bytes of"]')
  const spot = grid.parentElement.querySelector('[role="status"]')
  globalThis.clickedAt = 0
  globalThis.toldAt = 0
  grid.addEventListener('pointerdown', () => {
    globalThis.clickedAt = performance.now()
  })
  new MutationObserver(() => {
    globalThis.toldAt = performance.now()
  }).observe(spot, { characterData: true, childList: true, subtree: true })
}

/** From a click on a byte to the last word about its field, anywhere in the body. */
async function fieldsOfBytes(page, grid) {
  await page.evaluate(watchSpot)
  const box = await grid.boundingBox()
  const took = []
  for (let i = 0; i < SPOTS; i++) {
    await grid.evaluate(
      (element, part) => {
        element.scrollTop = part * element.scrollHeight
      },
      ((i * 7) % SPOTS) / SPOTS,
    )
    await new Promise((done) => setTimeout(done, 600))
    await page.mouse.click(box.x + 200, box.y + box.height / 2)
    await new Promise((done) => setTimeout(done, 600))
    took.push(await page.evaluate(() => globalThis.toldAt - globalThis.clickedAt))
  }
  took.sort((a, b) => a - b)
  return `median ${ms(took[took.length >> 1])}, slowest ${ms(took.at(-1))}`
}

async function inBytes(page) {
  await page.evaluate(() => {
    location.hash += '&panel=bytes'
  })
  const bytes = page.getByRole('grid', { name: /^Bytes of/ })
  await bytes.waitFor({ timeout: READ_MS })
  console.log(`bytes by wheel: ${motion(await bestOf(page, () => byWheel(page, bytes)))}`)
  console.log(`bytes by thumb: ${motion(await bestOf(page, () => byThumb(page, bytes)))}`)
  console.log(`from a byte to its field: ${await fieldsOfBytes(page, bytes)}`)
}

await withApp(4240, async ({ newPage, fileOf }) => {
  const log = syntheticLog('anthropic', Number(options.seed), Number(options.frames))
  const page = await newPage()
  await watch(page)
  await drop(page, fileOf('long.sse', log))
  await page.locator('[role="row"][data-index="0"]').waitFor({ timeout: READ_MS })
  console.log(`finding in ${(log.length / 1e6).toFixed(0)} MB`)
  if (!options.bytes) console.log('while it is still read:')
  if (!options.bytes) await sought(page, '/', 'hits', 'there can')
  await page.evaluate(until, `!document.querySelector('[role="progressbar"]')`)
  if (!options.bytes) await allSought(page)
  await inBytes(page)
})
