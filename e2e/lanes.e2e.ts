import type { App } from './app.ts'
import { expect, resting, test } from './app.ts'
import { geminiWords } from './streams.ts'

const WORDS = Array.from({ length: 3000 }, (_, i) => `word ${i + 1} `)

async function goToTheEnd(app: App): Promise<void> {
  await app.open()
  await app.paste(geminiWords(WORDS))
  // A long stream is read piece by piece: its last row is there once all of it was.
  await expect(app.grid).toHaveAttribute('aria-rowcount', '3001')
  await app.grid.focus()
  await app.page.keyboard.press('End')
  await expect(app.row(3000)).toContainText('word 3000')
}

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
  await goToTheEnd(app)
  await expect(app.row(3000)).toBeInViewport({ ratio: 0.99 })
  await expect(app.page).toHaveURL(/at=x1\.e3000/)

  await app.grid.hover()
  const before = await resting(app.row(2995))
  await app.page.mouse.wheel(0, -90)
  await expect.poll(async () => (await resting(app.row(2995))).y - before.y).toBeCloseTo(90, 0)

  await app.page.keyboard.press('Home')
  await expect(app.row(1)).toBeInViewport({ ratio: 0.99 })
  await app.grid.evaluate((grid) => grid.scrollTo(0, grid.scrollHeight / 2))
  await expect.poll(async () => Math.abs((await seen(app)).first - 1500)).toBeLessThan(60)
  const { first } = await seen(app)
  await expect(app.row(first + 1)).toContainText(`word ${first + 1} `)
})

test('what is asked for comes in sight, also when it was left, and stays there when the dock grows', async ({
  app,
}) => {
  await app.open()
  // The last frame is cut off.
  await app.paste(geminiWords(WORDS).slice(0, -30))
  const problem = app.problems.getByRole('button').first()
  await problem.click()
  const chosen = app.grid.locator('[role="row"][aria-selected="true"]')
  await expect(chosen).toBeInViewport({ ratio: 0.99 })

  await app.grid.hover()
  await app.page.mouse.wheel(0, -9000)
  await expect(chosen).toHaveCount(0)
  await problem.click()
  await expect(chosen).toBeInViewport({ ratio: 0.99 })
  await app.page.keyboard.press('w')
  await expect(app.judgement).toContainText('hex')
  await expect(chosen).toBeInViewport({ ratio: 0.99 })

  await app.tab('Assembled')
  await app.tab('Events')
  await expect(chosen).toBeInViewport({ ratio: 0.99 })
})

test('nothing that is seen moves while one scrolls up over rows that were not seen before', async ({
  app,
}) => {
  await goToTheEnd(app)
  await app.grid.hover()
  for (let i = 0; i < 12; i++) {
    const { first } = await seen(app)
    const row = app.row(first + 4)
    const before = await resting(row)
    await app.page.mouse.wheel(0, -50)
    await expect.poll(async () => (await resting(row)).y - before.y).toBeCloseTo(50, 0)
  }
})

const heads = (app: App) =>
  app.grid
    .getByRole('columnheader')
    .evaluateAll((all) => all.slice(1).map((head) => head.getAttribute('data-head')))

test('lanes are moved, pinned and resized, by hand and by keys, and so they stay', async ({ app }) => {
  await app.open('#sample=litellm-25836&at=x2.events')
  await expect(app.grid).toBeVisible()
  const all = ['other', 'openai-chat', 'openai-responses', 'anthropic-messages', 'gemini']
  await app.page.keyboard.press('6')
  await expect.poll(() => heads(app)).toEqual(['source', ...all])

  await app.cell(2, 'anthropic-messages').click()
  await app.page.keyboard.press('Shift+ArrowLeft')
  await expect
    .poll(() => heads(app))
    .toEqual(['source', 'other', 'openai-chat', 'anthropic-messages', 'openai-responses', 'gemini'])
  await app.page.keyboard.press('i')
  await expect
    .poll(() => heads(app))
    .toEqual(['source', 'anthropic-messages', 'other', 'openai-chat', 'openai-responses', 'gemini'])
  const head = (column: string) => app.grid.locator(`[data-head="${column}"]`)
  const widthOf = async (column: string) => (await resting(head(column))).width
  const before = await widthOf('anthropic-messages')
  await app.page.keyboard.press('+')
  await expect.poll(() => widthOf('anthropic-messages')).toBeCloseTo(before + 32, 0)

  const edge = await resting(head('gemini').locator('[data-edge]'))
  await app.page.mouse.move(edge.x + 2, edge.y + 10)
  await app.page.mouse.down()
  await app.page.mouse.move(edge.x + 402, edge.y + 10, { steps: 5 })
  await app.page.mouse.up()
  await app.look('lanes-laid-out')
  await app.grid.evaluate((grid) => grid.scrollTo(2000, 0))
  await expect(app.cell(2, 'source')).toBeInViewport({ ratio: 0.9 })
  await expect(app.cell(2, 'anthropic-messages')).toBeInViewport({ ratio: 0.9 })
  await app.look('lanes-sideways')

  const grip = await resting(head('openai-responses'))
  const target = await resting(head('gemini'))
  await app.page.mouse.move(target.x + 60, target.y + 12)
  await app.page.mouse.down()
  await app.page.mouse.move(grip.x + grip.width / 4, grip.y + 12, { steps: 6 })
  await app.page.mouse.up()
  const moved = ['source', 'anthropic-messages', 'other', 'openai-chat', 'gemini', 'openai-responses']
  await expect.poll(() => heads(app)).toEqual(moved)
  await app.page.keyboard.press('u')
  await expect.poll(async () => (await heads(app)).at(-1)).toBe('gemini')
  await app.page.keyboard.press('Control+Shift+z')
  await expect.poll(() => heads(app)).toEqual(moved)
  await app.page.reload()
  await expect(app.grid).toBeVisible()
  await expect.poll(() => heads(app)).toEqual(moved)
})

test('what the client saw stands beside what the provider said, and 5 shows or hides it', async ({ app }) => {
  await app.open('#sample=litellm-25836&at=x2.e3')
  await expect(app.grid.locator('[data-head="other"]')).toContainText('Client saw')
  await expect(app.grid.locator('[data-head="anthropic-messages"]')).toContainText('lost')
  await expect(app.cell(3, 'other')).toContainText('tool_use')
  await app.cell(3, 'other').getByText('arguments').click()
  await expect(app.detail).toContainText('On the way through the gateway: changed the arguments')
  await expect(app.cell(3, 'source').locator('[data-lit]').first()).toBeVisible()
  await app.page.keyboard.press('5')
  await expect(app.grid.locator('[data-head="other"]')).toHaveCount(0)
  await app.page.keyboard.press('5')
  await app.page.keyboard.press('[')
  await expect(app.grid.locator('[data-head="other"]')).toContainText('Upstream said')
  await expect(app.cell(6, 'other')).toContainText('functionCall')
})

/** The engine's answers made long: what is held here is the screen, for which a row is a row. */
function stretchRows(total: number): void {
  const Real = Worker
  globalThis.Worker = class extends Real {
    readonly #asked = new Map<number, { from: number; count: number; only?: number[] }>()

    // biome-ignore lint/suspicious/noExplicitAny: as the browser declares it
    override postMessage(message: any, transfer: any = []): void {
      const { id, name, ask } = message
      if (name === 'rows') this.#asked.set(id, ask)
      const sent =
        name === 'rows' ? { id, name, ask: { ...ask, from: 0, count: 80, only: undefined } } : message
      super.postMessage(sent, transfer)
    }

    override set onmessage(listener: (event: { readonly data: unknown }) => void) {
      super.onmessage = (event) => {
        const asked = this.#asked.get(event.data.id)
        const rows: readonly object[] | undefined = event.data.answer?.rows
        if (!asked || !rows) return listener(event)
        const { from, only } = asked
        const count = Math.min(asked.count, total - from)
        const numbers = only ?? Array.from({ length: count }, (_, i) => from + i)
        const long = numbers.map((index) => ({ ...rows[index % rows.length], index }))
        listener({
          data: { ...event.data, answer: { ...event.data.answer, from, total, rows: long } },
        })
      }
    }
  }
}

test('the last of two million rows comes by key, by thumb and by address', async ({ app }) => {
  const last = 2_000_000
  await app.page.addInitScript(stretchRows, last)
  await app.open('#sample=litellm-25836&at=x1.e1999999')
  await expect(app.row(last - 1)).toBeInViewport({ ratio: 0.99 })
  await app.grid.focus()
  await app.page.keyboard.press('Home')
  await expect(app.row(1)).toBeInViewport({ ratio: 0.99 })
  await app.page.keyboard.press('End')
  await expect(app.row(last)).toBeInViewport({ ratio: 0.99 })

  await app.grid.evaluate((grid) => grid.scrollTo(0, grid.scrollHeight / 2))
  await expect.poll(async () => Math.abs((await seen(app)).first - last / 2)).toBeLessThan(2000)
  const { first } = await seen(app)
  await app.grid.hover()
  const before = await resting(app.row(first + 5))
  await app.page.mouse.wheel(0, -40)
  // Half a pixel is rounding.
  await expect
    .poll(async () => Math.abs((await resting(app.row(first + 5))).y - before.y - 40))
    .toBeLessThan(1)

  // The wheel may still be rolling out.
  await app.grid.evaluate((grid) => grid.scrollTo(0, grid.scrollHeight))
  await expect(app.row(last)).toBeInViewport({ ratio: 0.99 })
  await app.grid.evaluate((grid) => grid.scrollTo(0, 0))
  await expect(app.row(1)).toBeInViewport({ ratio: 0.99 })
})
