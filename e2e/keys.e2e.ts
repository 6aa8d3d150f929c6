import type { App } from './app.ts'
import { expect, test } from './app.ts'
import { GEMINI_STREAM, SWALLOWED_STREAM } from './streams.ts'

const TABS = ['r', 'e', 'a', 'q', 'c', 'o']
const PANELS = ['p', 'd', 'z', 't', 'h', 'w', 'Shift+Y']

/** A line of the sheet of keys. */
interface Line {
  readonly id: string
  readonly keys: readonly string[]
  readonly title: string
  /** It can do nothing just now, and says why. */
  readonly isOff: boolean
}

async function sheetOf({ page }: App): Promise<readonly Line[]> {
  await page.keyboard.press('?')
  const lines = await page.getByRole('dialog', { name: 'Keys' }).evaluate((sheet) =>
    [...sheet.querySelectorAll<HTMLElement>('[data-keys]')].map((line) => ({
      id: line.dataset.command ?? '',
      keys: (line.dataset.keys ?? '').split(' '),
      title: line.querySelector('dd')?.textContent ?? '',
      isOff: line.dataset.off !== undefined,
    })),
  )
  await page.keyboard.press('Escape')
  return lines
}

function clashesIn(lines: readonly Line[]): readonly string[] {
  const titles = new Map<string, string[]>()
  for (const { keys, title } of lines)
    for (const key of keys) titles.set(key, [...(titles.get(key) ?? []), title])
  return [...titles].filter(([, all]) => all.length > 1).map(([key, all]) => `${key}: ${all.join(' | ')}`)
}

/** As Playwright calls a key of ours. */
const pressOf = (key: string): string =>
  key
    .replace('Mod', 'Control')
    .replace(/Shift\+(\p{Ll})$/u, (_, letter: string) => `Shift+${letter.toUpperCase()}`)

async function openBothSides(app: App): Promise<void> {
  await app.open()
  await app.drop([
    { name: 'client.sse', text: SWALLOWED_STREAM },
    { name: 'upstream.sse', text: GEMINI_STREAM },
  ])
  await expect(app.problems).toContainText('TOOL_ARGS_LOST')
}

test.skip(() => test.info().project.name === 'dark', 'Keys have no colours: they are played in light.')

test('no two commands of one view share a key', async ({ app }) => {
  // The sheet is opened in each view.
  test.slow()
  await openBothSides(app)
  const press = (key: string) => app.page.keyboard.press(key)
  const byTab: (readonly Line[])[] = []
  for (const tab of TABS) {
    await press(tab)
    byTab.push(await sheetOf(app))
  }
  await press('e')
  const always = new Set((await sheetOf(app)).map(({ id }) => id))
  const byPanel: (readonly Line[])[] = []
  for (const panel of PANELS) {
    await press(panel)
    byPanel.push((await sheetOf(app)).filter(({ id }) => !always.has(id)))
  }
  const clashes = byTab.flatMap((tab) => byPanel.flatMap((panel) => clashesIn([...tab, ...panel])))
  expect([...new Set(clashes)]).toEqual([])
})

test('each key in the sheet is heard', async ({ app }) => {
  // Some two hundred keys, most with a way back before them.
  test.setTimeout(300_000)
  const { page } = app
  await openBothSides(app)
  await page.evaluate(() => {
    addEventListener('keydown', (event) => {
      // Whoever hears it does so before this.
      setTimeout(() => {
        document.body.dataset.heard = `${event.defaultPrevented}`
      })
    })
  })
  const home = `${page.url()}&panel=difference`
  /** Whatever the last key opened is put away, or left. */
  const reach = async () => {
    const isThere = await page.evaluate(
      (url) =>
        location.href === url &&
        document.activeElement?.getAttribute('role') === 'grid' &&
        document.activeElement.hasAttribute('aria-activedescendant'),
      home,
    )
    if (isThere) return
    await page.keyboard.press('Escape')
    await page.evaluate((url) => location.replace(url), home)
    // Commands come with what they are for.
    await expect(app.judgement).toContainText('did not come through')
    await expect(app.detail).toContainText('References')
    await app.grid.focus()
    await page.keyboard.press('ArrowRight')
    await expect(app.grid).toHaveAttribute('aria-activedescendant', /./)
  }
  await reach()
  const unheard: string[] = []
  for (const { id, keys, title, isOff } of await sheetOf(app)) {
    // The browser pastes by itself, and tells us of it in its own way.
    for (const key of isOff || id === 'clipboard.open' ? [] : keys) {
      await reach()
      await page.evaluate(() => delete document.body.dataset.heard)
      await page.keyboard.press(pressOf(key))
      await page.locator('body[data-heard]').waitFor({ state: 'attached' })
      if ((await page.locator('body').getAttribute('data-heard')) !== 'true') unheard.push(`${key}: ${title}`)
    }
  }
  expect(unheard).toEqual([])
})
