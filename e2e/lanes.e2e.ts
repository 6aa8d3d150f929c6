import type { App } from './app.ts'
import { expect, test } from './app.ts'
import { geminiWords } from './streams.ts'

const WORDS = Array.from({ length: 3000 }, (_, i) => `word ${i + 1} `)

const seen = (app: App) =>
  app.grid.evaluate((grid) => {
    const [top, bottom] = [grid.getBoundingClientRect().top + 34, grid.getBoundingClientRect().bottom]
    const rows = [...grid.querySelectorAll<HTMLElement>('[data-index]')].filter((row) => {
      const box = row.getBoundingClientRect()
      return box.bottom > top + 1 && box.top < bottom - 1
    })
    return { first: Number(rows[0]?.dataset.index), last: Number(rows.at(-1)?.dataset.index) }
  })

test('rows that are far away come by key, by wheel and by thumb', async ({ app }) => {
  await app.open()
  await app.paste(geminiWords(WORDS))
  await app.grid.focus()
  await app.page.keyboard.press('End')
  await expect(app.row(3000)).toContainText('word 3000')
  await expect(app.row(3000)).toBeInViewport({ ratio: 0.99 })
  await expect(app.page).toHaveURL(/at=x1\.events\.2999/)

  await app.grid.hover()
  const before = await app.row(2995).boundingBox()
  await app.page.mouse.wheel(0, -90)
  await expect
    .poll(async () => ((await app.row(2995).boundingBox())?.y ?? 0) - (before?.y ?? 0))
    .toBeCloseTo(90, 0)

  await app.page.keyboard.press('Home')
  await expect(app.row(1)).toBeInViewport({ ratio: 0.99 })
  await app.grid.evaluate((grid) => grid.scrollTo(0, grid.scrollHeight / 2))
  await expect.poll(async () => Math.abs((await seen(app)).first - 1500)).toBeLessThan(60)
  const { first } = await seen(app)
  await expect(app.row(first + 1)).toContainText(`word ${first + 1} `)
})

test('nothing that is seen moves while one scrolls up over rows that were not seen before', async ({
  app,
}) => {
  await app.open()
  await app.paste(geminiWords(WORDS))
  await app.grid.focus()
  await app.page.keyboard.press('End')
  await expect(app.row(3000)).toContainText('word 3000')
  await app.grid.hover()
  for (let i = 0; i < 12; i++) {
    const { first } = await seen(app)
    const row = app.row(first + 4)
    const before = (await row.boundingBox())?.y ?? 0
    await app.page.mouse.wheel(0, -50)
    await expect.poll(async () => ((await row.boundingBox())?.y ?? 0) - before).toBeCloseTo(50, 0)
  }
})
