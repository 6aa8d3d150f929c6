/** Runs in the page. Tells how far the pictures were apart, and which tasks were long, between two moments. */
function watchFrames() {
  const tasks = []
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) tasks.push({ startTime, duration })
  }).observe({ type: 'longtask', buffered: true })
  const frames = []
  const turn = (now) => {
    frames.push(now)
    requestAnimationFrame(turn)
  }
  requestAnimationFrame(turn)
  globalThis.since = (from) => ({
    gaps: frames.flatMap((at, i) => (i > 0 && at > from ? [at - frames[i - 1]] : [])),
    tasks: tasks.filter(({ startTime }) => startTime >= from).map(({ duration }) => duration),
  })
}

/** As a person drops a file, and no other way. */
export async function drop(page, file) {
  await page.evaluate(watchFrames)
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

/** The pictures and the long tasks of the page while something is done in it. */
export async function watched(page, act) {
  const from = await page.evaluate(() => performance.now())
  await act()
  const { gaps, tasks } = await page.evaluate((since) => globalThis.since(since), from)
  return {
    pictures: gaps.length,
    worst: Math.max(0, ...gaps),
    slow: gaps.filter((ms) => ms > 33.4).length,
    tasks: tasks.length,
    longest: Math.max(0, ...tasks),
  }
}

const RUNS = 3

/** The best of some runs: what the machine does besides is in one and not in another, what the app does is in all of them. */
export async function bestOf(page, act) {
  let best
  for (let run = 0; run < RUNS; run++) {
    const seen = await watched(page, act)
    if (!best || seen.slow < best.slow) best = seen
    if (best.slow === 0) break
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
