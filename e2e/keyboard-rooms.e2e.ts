import type { Page } from '@playwright/test'
import type { App } from './app.ts'
import { expect, test } from './app.ts'
import { Keys, unreachable, watchMouse } from './hands.ts'
import { CURL, GEMINI_STREAM, SWALLOWED_STREAM } from './streams.ts'
import { TIMED } from './trying.ts'

test.skip(() => test.info().project.name === 'dark', 'Keys have no colours: they are played in light.')

type Named = readonly (readonly [name: string, text: string])[]

const BOTH_SIDES: Named = [
  ['client.sse', SWALLOWED_STREAM],
  ['upstream.sse', GEMINI_STREAM],
]

/** Opens files by a key, wherever one is; what the browser's own window gives is not ours. */
async function openFiles(page: Page, files: Named): Promise<void> {
  const asked = page.waitForEvent('filechooser')
  await page.keyboard.press('Control+o')
  const chooser = await asked
  await chooser.setFiles(
    files.map(([name, text]) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })),
  )
}

/** Nothing that a mouse could press is out of the keys' reach. */
const allInReach = async ({ page }: App) => expect(await unreachable(page)).toEqual([])

test('all that a mouse does in the other rooms is done by keyboard alone', async ({ app }) => {
  // Hundreds of keys, one after another, and a look at the focus after each.
  test.setTimeout(300_000)
  const { page } = app
  const keys = new Keys(page)
  const mice = await watchMouse(page)
  await app.open()

  await test.step('files, and what to keep', async () => {
    await allInReach(app)
    await keys.walkTo(page.getByRole('button', { name: 'Keep nothing' }))
    await keys.press('Enter')
    await keys.walkTo(page.getByRole('button', { name: 'Open files…' }), 'Shift+Tab')
    await openFiles(page, BOTH_SIDES)
    await expect(app.problems).toContainText('TOOL_ARGS_LOST')
    await allInReach(app)
  })

  await test.step('exchanges, and the verdict', async () => {
    await keys.walkTo(page.getByRole('navigation').getByRole('button', { name: /^x2/ }))
    await keys.press('Enter')
    await expect(page).toHaveURL(/at=x2/)
    await keys.press('[')
    await expect(page).toHaveURL(/at=x1/)
    await keys.walkTo(page.getByRole('heading', { level: 1 }).getByRole('button'), 'Shift+Tab')
    await keys.press('Enter')
    await expect(page).toHaveURL(/at=x1\.e5&problem=0/)
  })

  await test.step('lanes are moved, made wider and pinned', async () => {
    await keys.walkTo(app.grid)
    // Past the other side of the gateway.
    await keys.press('ArrowRight', 'ArrowRight', 'Shift+ArrowRight')
    await expect(page.getByRole('columnheader').nth(3)).toContainText('Responses')
    await keys.press('+', 'i')
    await expect(page.getByRole('button', { name: /^Pin/, pressed: true })).toHaveCount(1)
    await keys.press('u', 'u', 'u')
    await expect(page.getByRole('columnheader').nth(3)).toContainText('Chat')
  })

  await test.step('the menu, a filter, a search', async () => {
    await keys.press('Shift+F10')
    await expect(page.getByRole('menu')).toBeVisible()
    await keys.press('ArrowDown', 'Enter')
    await expect(page).toHaveURL(/filter=/)
    await keys.press('f', 'Escape')
    await expect(page).not.toHaveURL(/filter=/)
    await keys.press('/')
    await keys.type('add')
    await keys.press('Enter')
    await expect(page.locator('#hits')).toContainText(/\d of \d/)
    await keys.press('Escape')
    await expect(app.grid).toBeFocused()
  })

  await test.step('a note', async () => {
    await keys.press('g')
    await keys.type('Here.')
    await keys.press('Enter', 'Shift+Y')
    const notes = page.getByRole('region', { name: 'Notes' })
    await expect(notes).toContainText('Here.')
    await allInReach(app)
    await keys.walkTo(notes.getByRole('button', { name: /^Remove/ }))
    await keys.press('Enter')
    await expect(notes.getByRole('listitem')).toHaveCount(0)
  })

  await test.step('two sides, thing by thing', async () => {
    await keys.press('d')
    await keys.walkTo(app.judgement.getByRole('button', { name: 'thing by thing' }))
    await keys.press('Enter')
    await expect(app.judgement).toContainText('did not come through')
    await allInReach(app)
    await keys.press('Shift+J')
    await expect(app.lit.first()).toBeVisible()
    const half = app.judgement.getByRole('combobox', { name: 'Which half' })
    await keys.walkTo(half)
    await keys.press('ArrowUp')
    await expect(half).toHaveValue('request')
  })

  await test.step('another transcript beside it', async () => {
    await keys.walkTo(app.judgement.getByRole('button', { name: /^Compare with/ }))
    await keys.press('Enter')
    await keys.walkTo(page.getByRole('dialog').getByRole('textbox'))
    await keys.type('{"model":"m","messages":[{"role":"user","content":"go"}]}')
    await keys.walkTo(page.getByRole('dialog').getByRole('button', { name: 'Compare', exact: true }))
    await keys.press('Enter')
    await keys.walkTo(app.judgement.getByRole('button', { name: 'Back to this transcript' }))
    await keys.press('Enter')
  })

  await test.step('bytes are walked, chosen and copied', async () => {
    await keys.press('e', 'w')
    const bytes = page.getByRole('grid', { name: /^Bytes/ })
    await keys.walkTo(bytes)
    await keys.press('Home', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Control+c')
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toHaveLength(3)
    await allInReach(app)
  })

  await test.step('a call over its turns', async () => {
    await keys.press('>')
    await expect(page).toHaveURL(/at=x1\.e5/)
    await keys.press('>')
    await expect(page).toHaveURL(/at=x2\.e3/)
    await keys.press('t')
    await keys.walkTo(app.judgement.getByRole('button', { name: /^add_numbers made in x1/ }))
    await keys.press('Enter')
    await expect(app.lit.first()).toBeVisible()
    await allInReach(app)
  })

  await test.step('what mends a problem', async () => {
    await keys.press('p', '.')
    await expect(app.detail).toContainText('In this capture')
    await keys.press('x')
    await keys.walkTo(page.getByRole('dialog').getByRole('button', { name: /^Apply/ }))
    await keys.press('Enter')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(page.getByRole('navigation')).toContainText('reply edited')
    await keys.press('u')
    await expect(page.getByRole('navigation')).not.toContainText('edited')
  })

  await test.step('when it came', async () => {
    await openFiles(page, [['timed.json', TIMED]])
    const timeline = page.getByRole('slider', { name: /^Timeline/ })
    await expect(page.getByRole('region', { name: 'Timeline' })).toBeVisible()
    await keys.press('v')
    await expect(timeline).toBeFocused()
    await keys.press('Home', 'ArrowRight')
    await expect(timeline).toHaveAttribute('aria-valuenow', '2')
    await allInReach(app)
  })

  await test.step('a secret is shown', async () => {
    await openFiles(page, [['curl.txt', CURL]])
    await expect(app.grid).toContainText('Be brief.')
    await keys.press('q')
    await keys.walkTo(page.getByRole('button', { name: /^Show the secret/ }).first())
    await keys.press('Enter')
    await expect(page.getByRole('button', { name: /^Hide the secret/ })).toHaveCount(1)
    await allInReach(app)
  })

  await test.step('a case from the library, and its chain', async () => {
    await keys.press('l')
    await keys.walkTo(page.getByRole('button', { name: /^The chain breaks, and a call/ }))
    await keys.press('Enter')
    await expect(app.grid).toBeVisible()
    await keys.press('h')
    await keys.walkTo(app.judgement.locator('[data-turn][aria-current="true"]'))
    await keys.press('ArrowDown')
    await expect(app.judgement.locator('[data-turn]:focus')).toHaveCount(1)
  })

  expect(mice).toEqual([])
})
