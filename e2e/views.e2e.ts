import { existsSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { motionIn } from './motion.ts'
import { folderOf, keyOf } from './references.ts'
import { EXTREMES } from './views-of-extremes.ts'
import { ROOMS } from './views-of-rooms.ts'

/** Pictures are written by `npm run pictures`; nothing else is asked then. */
const isWriting = process.env.PICTURES === 'write'

/** Where something else begins to hold, and both ends. */
const WIDTHS = [400, 721, 861, 1081, 3840]

/** How far the page scrolls sideways; on a telephone its one child is what scrolls. */
const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const pages = [document.documentElement, ...document.querySelectorAll('#root > *')]
    return Math.max(...pages.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth))
  })

// Traces of what is only looked at would double the time.
test.use({
  trace: 'off',
  baseURL: 'http://interlinear.localhost/',
  contextOptions: { reducedMotion: 'reduce' },
})

for (const { name, at, width = 1280, height = 800, forcedColors, part, reach } of [...ROOMS, ...EXTREMES]) {
  test(`view: ${name}`, async ({ app, browser }, info) => {
    const { page } = app
    await page.setViewportSize({ width, height })
    if (forcedColors) await page.emulateMedia({ forcedColors: 'active' })
    await app.open(at)
    await reach(app)
    await page.mouse.move(0, 0)
    // An editor shows its bars for a moment when it comes.
    await expect(page.locator('.monaco-scrollable-element > .scrollbar.visible')).toHaveCount(0)
    const key = await keyOf(page, browser)
    if (isWriting || existsSync(folderOf(key)))
      await expect(part?.(app) ?? page).toHaveScreenshot([key, info.project.name, `${name}.png`], {
        maxDiffPixels: 0,
      })
    if (isWriting) return
    expect(await motionIn(page), 'what moves, for who wants nothing to').toEqual([])
    await app.axe(name)
    for (const other of WIDTHS) {
      await page.setViewportSize({ width: other, height })
      await expect.poll(() => sideways(page), `pixels that ${other} are too narrow for`).toBe(0)
    }
  })
}

test('pictures are held against references', async ({ app, browser }) => {
  await app.open()
  const key = await keyOf(app.page, browser)
  test.skip(
    !existsSync(folderOf(key)),
    `References were made with another browser or other fonts than ${key}. Views were not compared; npm run pictures writes references for this machine.`,
  )
})
