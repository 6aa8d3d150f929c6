/** What a person bears: how far pictures may be apart, and how long a task of the page's main thread may be. Milliseconds. */
export const FRAME_MS = 33
export const TASK_MS = 50

/** Runs in the page. Tells how far the pictures were apart, and which tasks were long, between two moments. */
function watchPictures() {
  const tasks = []
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) tasks.push({ startTime, duration })
  }).observe({ type: 'longtask', buffered: true })
  const pictures = []
  const turn = (now) => {
    pictures.push(now)
    requestAnimationFrame(turn)
  }
  requestAnimationFrame(turn)
  globalThis.since = (from) => ({
    gaps: pictures.flatMap((at, i) => (i > 0 && at > from ? [at - pictures[i - 1]] : [])),
    tasks: tasks.filter(({ startTime }) => startTime >= from).map(({ duration }) => duration),
  })
}

/** To be called once for a page, before anything is `watched` in it. */
export const watch = (page) => page.evaluate(watchPictures)

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

/** The pictures and the tasks of the page while something is done in it. */
export async function watched(page, act) {
  const browser = page.context().browser()
  await browser.startTracing(page, { categories: ['toplevel'] })
  const from = await page.evaluate(() => performance.now())
  await act()
  const work = mostWork(await browser.stopTracing())
  const { gaps, tasks } = await page.evaluate((since) => globalThis.since(since), from)
  return {
    work,
    pictures: gaps.length,
    worst: Math.max(0, ...gaps),
    slow: gaps.filter((ms) => ms > FRAME_MS).length,
    tasks: tasks.filter((ms) => ms > TASK_MS).length,
    longest: Math.max(0, ...tasks),
  }
}

const RUNS = 3

/** The best of some runs: what the machine does besides is in one and not in another, what the app does is in all of them. */
export async function bestOf(page, act) {
  let best
  for (let run = 0; run < RUNS; run++) {
    const seen = await watched(page, act)
    if (!best || seen.worst < best.worst) best = seen
    if (best.slow === 0 && best.tasks === 0) break
  }
  return best
}

/** Calls at even distances, however long each takes. */
export async function evenly(work, { forMs = 4_000, everyMs = 16 } = {}) {
  const began = performance.now()
  for (let at = 0; at < forMs; at += everyMs) {
    await work(at / forMs)
    const early = began + at + everyMs - performance.now()
    if (early > 0) await new Promise((done) => setTimeout(done, early))
  }
}

/** Down and a part of the way back. */
export async function byWheel(page, grid) {
  const box = await grid.boundingBox()
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await evenly((part) => page.mouse.wheel(0, part < 0.7 ? 120 : -120))
}

/** Down to the end and up again, with the thumb held. */
export async function byThumb(page, grid) {
  await grid.evaluate((element) => element.scrollTo(0, 0))
  const box = await grid.boundingBox()
  const x = box.x + box.width - 7
  // Below the arrow button, on the thumb that stands at its top.
  const top = box.y + 26
  await page.mouse.move(x, top)
  await page.mouse.down()
  await evenly((part) => page.mouse.move(x, top + (1 - Math.abs(1 - 2 * part)) * (box.height - 60)))
  await page.mouse.up()
}
