import type { Locator, Page } from '@playwright/test'
import type { App } from './app.ts'
import { expect, LOADING, test } from './app.ts'

// The editor is loaded anew in each, and again in other browsers.
test.describe.configure({ timeout: 180_000 })

/** The founding case whose client lost the arguments of a call. */
const CASE = '#sample=litellm-25836'
const LOST = 'TOOL_ARGS_LOST'

const EDITOR = 'reply body of x1'

const line = (page: Page, text: string): Locator =>
  page.locator('.monaco-editor .view-line').filter({ hasText: text }).first()

const told = (page: Page): Locator =>
  page.getByRole('tabpanel', { name: 'source' }).getByRole('status').first()

async function openSource(app: App): Promise<void> {
  await app.open(CASE)
  await expect(app.grid).toBeVisible()
  await app.tab('Source')
  await expect(line(app.page, 'write_reading')).toBeVisible(LOADING)
}

/** Behind the words, in their line. */
async function putCaretBehind(page: Page, words: string): Promise<void> {
  await page.getByRole('textbox', { name: EDITOR }).focus()
  await page.keyboard.press('Control+f')
  await page.getByRole('textbox', { name: 'Find' }).fill(words)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await page.keyboard.press('ArrowRight')
}

test('J10: what is typed is read, and findings, lanes and link follow; undo takes it back', async ({
  app,
  browser,
}) => {
  const { page } = app
  await openSource(app)
  await expect(page.locator('.squiggly-error').first()).toBeVisible()
  await putCaretBehind(page, '"write_reading","input":{')
  // At one go, however slow the machine: with rests it would be several steps.
  await page.keyboard.insertText('"station":"Bergen')
  await expect(told(page)).toContainText('Not read at x1 reply, line 17')
  await expect(app.problems).toContainText(LOST)
  await expect(app.cell(6, 'openai-chat')).toContainText('write_reading')
  await app.look('edit-torn')

  await page.keyboard.type('"')
  await expect(told(page)).toContainText('Edited.')
  await expect(app.problems).not.toContainText(LOST)
  await expect(app.grid).toContainText('Bergen')
  await expect(page.getByRole('navigation', { name: 'Exchanges' })).toContainText('reply edited')
  await app.look('edited')

  const link = await app.link()
  const elsewhere = await (await browser.newContext()).newPage()
  await elsewhere.goto(link)
  await expect(line(elsewhere, 'Bergen')).toBeVisible(LOADING)
  await elsewhere.context().close()
  await page.keyboard.press('Escape')

  // The quote was typed after a rest: it is a step of its own.
  await page.keyboard.press('u')
  await expect(told(page)).toContainText('Not read')
  await page.keyboard.press('u')
  await expect(app.problems).toContainText(LOST)
  await expect(told(page)).toContainText('As captured.')
  await page.keyboard.press('Control+Shift+z')
  await page.keyboard.press('Control+Shift+z')
  await expect(app.problems).not.toContainText(LOST)
  await page.getByRole('button', { name: 'As captured' }).click()
  await expect(app.problems).toContainText(LOST)
})

test('J10: the corrected stream is shown and taken, by keyboard alone', async ({ app }) => {
  const { page } = app
  await app.open(CASE)
  await expect(app.detail.getByRole('button', { name: 'Show the corrected reply' })).toBeVisible()
  await page.keyboard.press('x')
  const sheet = page.getByRole('dialog', { name: 'The corrected x1 reply' })
  await expect(sheet).toContainText('partial_json')
  await app.look('corrected')
  await sheet.getByRole('button', { name: 'Apply to the capture' }).press('Enter')
  await expect(app.problems).not.toContainText(LOST)
  await expect(app.cell(7, 'openai-chat')).toContainText('Troms')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('undo')
  await expect(page.getByRole('option', { name: /Undo: fix of x1 reply/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(app.problems).toContainText(LOST)
})

test('J10: in the editor, problems are walked and mended', async ({ app }) => {
  const { page } = app
  await openSource(app)
  await expect(page.locator('.squiggly-error').first()).toBeVisible()
  await page.getByRole('textbox', { name: EDITOR }).focus()
  await page.keyboard.press('F8')
  await expect(page.getByRole('tab', { name: 'Source' })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Control+.')
  await expect(page.getByRole('option', { name: /Give the client what x2 answered/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(app.problems).not.toContainText(LOST)
  await page.getByRole('textbox', { name: EDITOR }).focus()
  await page.keyboard.press('Control+z')
  await expect(app.problems).toContainText(LOST)
})

test('changes of the view are undone beside Back and Forward', async ({ app }) => {
  const { page } = app
  await app.open(CASE)
  await expect(app.grid).toBeVisible()
  await app.tab('Assembled')
  await app.tab('Source')
  await page.keyboard.press('b')
  await expect(app.grid).toHaveCount(0)
  await page.keyboard.press('u')
  await expect(app.grid).toBeVisible()
  await page.keyboard.press('u')
  await expect(page.getByRole('tab', { name: 'Assembled' })).toHaveAttribute('aria-selected', 'true')
  await page.goBack()
  await expect(page.getByRole('tab', { name: 'Source' })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('tab', { name: 'Assembled' })).toHaveAttribute('aria-selected', 'true')
})

test('J10: an edit is in the address, and a reload and another browser have it; a paste has it where it is kept', async ({
  app,
  browser,
}) => {
  const { page } = app
  await openSource(app)
  await putCaretBehind(page, '"write_reading","input":{')
  await page.keyboard.type('"station":"Bergen"')
  await expect(told(page)).toContainText('the address are made of this text')
  await expect(page).toHaveURL(/#sample=litellm-25836&.*edit=/)
  await page.reload()
  await expect(line(page, 'Bergen')).toBeVisible(LOADING)
  await expect(app.problems).not.toContainText(LOST)
  const elsewhere = await (await browser.newContext()).newPage()
  await elsewhere.goto(page.url())
  await expect(line(elsewhere, 'Bergen')).toBeVisible(LOADING)
  await elsewhere.context().close()
  await page.getByRole('button', { name: 'As captured' }).click()
  await expect(app.problems).toContainText(LOST)
  await expect(page).not.toHaveURL(/edit=/)

  await app.open()
  await page.getByRole('button', { name: 'Keep what I open' }).click()
  await app.paste('{"model":"gpt-5","messages":[{"role":"user","content":"What is 17 + 25?"}]}')
  await app.tab('Source')
  await expect(line(page, '17 + 25')).toBeVisible(LOADING)
  await page.getByRole('textbox', { name: 'request body of x1' }).focus()
  await page.keyboard.press('Control+f')
  await page.getByRole('textbox', { name: 'Find' }).fill('What is')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await page.keyboard.type('Which city is')
  await expect(told(page)).toContainText('This browser keeps it.')
  await page.reload()
  await expect(line(page, 'Which city is 17 + 25?')).toBeVisible(LOADING)
  await expect(page.getByRole('navigation', { name: 'Exchanges' })).toContainText('request edited')
})
