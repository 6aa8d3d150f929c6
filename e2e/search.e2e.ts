import { expect, test } from './app.ts'
import { CURL, geminiWords } from './streams.ts'

const CASE = '#sample=litellm-25836'

const copied = (page: import('@playwright/test').Page): Promise<string> =>
  page.evaluate(() => navigator.clipboard.readText())

test('a search reaches rows that were never drawn, and walks its hits', async ({ app }) => {
  const { page } = app
  const words = Array.from({ length: 3_000 }, (_, i) => `word ${i} `)
  await app.open()
  await app.drop([{ name: 'long.sse', text: geminiWords(words) }])
  await expect(app.row(1)).toBeVisible()
  await page.keyboard.press('/')
  const field = page.getByRole('textbox', { name: 'Search the rows' })
  await expect(field).toBeFocused()
  await page.keyboard.type('WORD 29')
  const count = page.locator('#hits')
  await expect(count).toHaveText('111 hits in text and lanes')
  await page.keyboard.press('Enter')
  await expect(count).toHaveText('1 of 111 in text and lanes')
  await expect(app.row(30)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(app.row(291)).toHaveAttribute('aria-selected', 'true')
  await expect.poll(() => page.evaluate(() => CSS.highlights.get('found-here')?.size ?? 0)).toBeGreaterThan(0)
  await app.look('search')

  await app.grid.focus()
  await page.keyboard.press('Shift+N')
  await expect(count).toHaveText('1 of 111 in text and lanes')
  await page.keyboard.press('Shift+N')
  await expect(count).toHaveText('111 of 111 in text and lanes')
  await expect(app.row(3_000)).toContainText('word 2999')
  await field.focus()
  await page.keyboard.press('Escape')
  await expect(field).toHaveCount(0)
  await expect(app.grid).toBeFocused()
})

test('a filter shows rows under their own numbers, stands in the address, and says why it shows none', async ({
  app,
}) => {
  const { page } = app
  await app.open(CASE)
  await expect(app.row(6)).toBeVisible()
  await page.keyboard.press('f')
  await page.keyboard.type('part:to')
  await expect(page.getByRole('option', { name: /part:tool-call/ })).toBeVisible()
  await app.look('filter-tokens')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.locator('#shown-rows')).toHaveText('2 of 9 rows')
  await expect(app.row(7)).toBeVisible()
  await expect(app.row(5)).toHaveCount(0)
  await app.grid.focus()
  await page.keyboard.press('Home')
  await expect(app.row(6)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('j')
  await expect(app.row(7)).toHaveAttribute('aria-selected', 'true')
  await expect(page).toHaveURL(/at=x1\.e7&filter=part%3Atool-call/)

  const link = await app.link()
  await page.keyboard.press('Escape')
  await page.getByRole('combobox', { name: 'Filter the rows' }).fill('part:tool-call nothing-of-this')
  await expect(page.getByText('None of the 9 rows fits all of the filter.')).toBeVisible()
  await expect(page.getByText('nothing-of-this no row')).toBeVisible()
  await app.look('filter-empty')
  await page.getByRole('button', { name: 'Show all rows' }).last().click()
  await expect(app.row(5)).toBeVisible()
  await page.goBack()
  await expect(app.row(5)).toHaveCount(0)

  await app.open()
  await app.paste(link)
  await expect(page.locator('#shown-rows')).toHaveText('2 of 9 rows')
})

test('what is pointed at has a menu: filter by this, copy anything', async ({ app }) => {
  const { page } = app
  await app.open(CASE)
  await app.cell(7, 'openai-chat').getByText('arguments').click({ button: 'right' })
  const menu = page.getByRole('menu', { name: 'What to do with x1.e7' })
  await expect(menu).toBeVisible()
  await app.look('menu')
  await menu.getByRole('menuitem', { name: 'Copy as Chat writes it' }).click()
  await expect(page.getByRole('status', { name: 'Done' })).toHaveText('Copied the event as Chat writes it.')
  await expect.poll(() => copied(page)).toContain('"arguments":"{}"')
  await app.cell(7, 'openai-chat').getByText('arguments').click({ button: 'right' })
  await menu.getByRole('menuitem', { name: 'Filter by call:c1' }).click()
  await expect(page.locator('#shown-rows')).toHaveText('2 of 9 rows')
})

test('the menu and its deeds are reached by keys alone', async ({ app }) => {
  const { page } = app
  const { keyboard } = page
  await app.open('#sample=litellm-25836&at=x1.e3')
  await expect(app.row(3)).toHaveAttribute('aria-selected', 'true')
  await app.grid.focus()
  await keyboard.press('Enter')
  await keyboard.press('y')
  await expect.poll(() => copied(page)).toBe('I am writing ')
  await keyboard.press('Shift+F10')
  await expect(page.getByRole('menuitem').first()).toBeFocused()
  await keyboard.press('End')
  await expect(page.getByRole('menuitem', { name: 'Copy a link to x1.e3' })).toBeFocused()
  await keyboard.press('Enter')
  await expect.poll(() => copied(page)).toMatch(/#sample=litellm-25836&at=x1\.e3$/)
  await expect(app.grid).toBeFocused()
  await keyboard.press('Shift+F10')
  await keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
  await expect(app.grid).toBeFocused()
})

test('a request is copied as curl for any dialect, without its key', async ({ app }) => {
  const { page } = app
  await app.open()
  await app.paste(CURL)
  await expect(app.grid).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('curl for Gemini')
  await page.keyboard.press('Enter')
  await expect.poll(() => copied(page)).toContain('generativelanguage.googleapis.com')
  const curl = await copied(page)
  expect(curl).toContain('"$GEMINI_API_KEY"')
  expect(curl).not.toContain('Zq3rT8vLk2Wm')
})

test('places are named by handles, in the palette and in the console', async ({ app }) => {
  const { page } = app
  await app.open(CASE)
  await expect(app.row(6)).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('x2.e3')
  await expect(page.getByRole('option').first()).toHaveText(/Go to x2\.e3/)
  await app.look('omnibox')
  await page.keyboard.press('Enter')
  await expect(app.row(3)).toHaveAttribute('aria-selected', 'true')
  await expect(app.detail).toContainText('x2.e3')
  await expect(app.detail).toContainText('x2.c1')
  await expect(page).toHaveURL(/at=x2\.e3/)

  await page.evaluate("interlinear.go('p1')")
  await expect(app.problems.locator('[aria-current="true"]')).toContainText('TOOL_ARGS_LOST')
  expect(await page.evaluate("interlinear.at('x1.e6').then(({ source }) => source)")).toContain(
    'write_reading',
  )
  expect(await page.evaluate("interlinear.at('x1.e6').then(({ other }) => other[0])")).toContain(
    'functionCall',
  )
  expect(await page.evaluate("interlinear.at('x1.e99').catch(({ message }) => message)")).toBe(
    'There is no x1.e99 here.',
  )

  await page.keyboard.press('Control+k')
  await page.keyboard.type('this reading')
  await page.keyboard.press('Enter')
  await expect(page.locator('#hits')).toHaveText(/\d hits|1 of/)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('#tool_args_lost')
  await expect(page.getByRole('option', { name: /TOOL_ARGS_LOST/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'How to mend it' })).toBeVisible()
})
