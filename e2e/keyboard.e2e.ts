import { expect, LOADING, test } from './app.ts'
import { Keys, unreachable, watchMouse } from './hands.ts'
import { ISSUE } from './streams.ts'

const REGIONS = ['header', 'details', 'nav', 'main', 'aside', 'footer']

test('all that a mouse does with one exchange is done by keyboard alone', async ({ app }) => {
  // Hundreds of keys, one after another, and a look at the focus after each.
  test.setTimeout(300_000)
  const { page } = app
  const keys = new Keys(page)
  const mice = await watchMouse(page)
  await app.open()

  await test.step('paste', async () => {
    await page.evaluate((text) => navigator.clipboard.writeText(text), ISSUE)
    await keys.walkTo(page.getByRole('button', { name: 'Paste', exact: true }))
    await keys.press('Enter')
    await expect(app.problems).toContainText('TOOL_ARGS_LOST')
    await expect(app.row(5)).toHaveAttribute('aria-selected', 'true')
    await expect(app.detail).toContainText('References')
  })

  await test.step('Tab goes through the page as it is read, and out of it', async () => {
    const stops = await keys.stops()
    const regions = stops.map((name) => REGIONS.indexOf(name.split(':')[0] ?? ''))
    expect(stops.length).toBeGreaterThan(12)
    expect(await unreachable(page)).toEqual([])
    expect(regions, stops.join('\n')).toEqual([...regions].sort((a, b) => a - b))
    expect(new Set(regions).size, stops.join('\n')).toBe(REGIONS.length)
  })

  await test.step('rows, atoms and lanes', async () => {
    await keys.walkTo(app.grid)
    await keys.press('Home', 'j')
    await expect(app.row(2)).toHaveAttribute('aria-selected', 'true')
    await keys.press('k', 'ArrowRight')
    await expect(app.grid).toHaveAttribute('aria-activedescendant', /^cell-0-(?!source)/)
    await keys.press('ArrowLeft', 'ArrowDown', 'ArrowDown')
    await expect(app.detail).toContainText('In the lanes')
    await keys.press('1')
    await expect(page.getByRole('columnheader', { name: /^Chat/ })).toHaveCount(0)
    await keys.press('1')
    await expect(page.getByRole('columnheader', { name: /^Chat/ })).toHaveCount(1)
  })

  await test.step('problems, and the page of a rule', async () => {
    await keys.press('.')
    await expect(app.detail).toContainText('Fix')
    await keys.walkTo(app.problems.getByRole('button').first())
    await keys.press('Enter')
    await keys.walkTo(app.detail.getByRole('link', { name: 'TOOL_ARGS_LOST' }), 'Shift+Tab')
    await keys.press('Enter')
    await expect(page.getByRole('heading', { name: 'How to mend it' })).toBeVisible()
    await page.goBack()
    await expect(app.problems).toContainText('TOOL_ARGS_LOST')
  })

  await test.step('tabs and the dock', async () => {
    await keys.press('a')
    await keys.walkTo(page.getByRole('tab', { name: 'Assembled' }))
    await keys.press('ArrowLeft')
    await expect(page.getByRole('tab', { name: 'Events' })).toBeFocused()
    await keys.press('t')
    await expect(app.judgement.getByRole('tab', { name: 'Pairing' })).toHaveAttribute('aria-selected', 'true')
    await keys.press('p')
  })

  await test.step('the reply at a moment', async () => {
    await keys.press('a')
    const moment = page.getByRole('slider', { name: 'Moment of the stream' })
    await keys.walkTo(moment)
    await keys.press('Home', 'ArrowRight')
    await expect(moment).toHaveAttribute('aria-valuetext', /after frame 2 of/)
  })

  await test.step('the source is changed, left, and brought back', async () => {
    await keys.press('o')
    const editor = page.getByRole('textbox', { name: /source|reply|request/i }).first()
    await expect(page.locator('.monaco-editor .view-line').first()).toBeVisible(LOADING)
    await keys.walkTo(editor)
    await keys.press('Control+End')
    await keys.type('event: ping\n')
    const status = page.getByRole('main').getByRole('status').first()
    await expect(status).not.toContainText('As captured')
    await expect(status).toContainText('Edited')
    await expect(async () => {
      await keys.press('Control+z')
      await expect(status).toContainText('As captured', { timeout: 500 })
    }).toPass({ timeout: 60_000 })
    await keys.walkTo(page.getByRole('tab', { name: 'Source' }), 'Shift+Tab')
  })

  await test.step('the palette finds a command', async () => {
    await keys.press('Control+k')
    await keys.type('events')
    await keys.press('Enter')
    await expect(page.getByRole('tab', { name: 'Events' })).toHaveAttribute('aria-selected', 'true')
  })

  await test.step('a link is copied', async () => {
    await keys.press('s')
    await expect(page.getByRole('textbox', { name: 'Link' })).toBeVisible()
    await keys.walkTo(page.getByRole('button', { name: 'Copy link' }))
    await keys.press('Enter')
    await expect(page.getByText('Copied.')).toBeVisible()
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('#v1.')
    await keys.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })

  await test.step('colours, and home', async () => {
    await keys.press('m')
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
    await keys.press('l')
    await expect(page.getByRole('heading', { name: 'Paste what you have.' })).toBeVisible()
  })

  expect(mice).toEqual([])
})
