import { expect, test } from './app.ts'
import { GEMINI_STREAM } from './streams.ts'

test('pins and notes by keyboard: in the gutter, in the list, in a link, taken back', async ({ app }) => {
  const { page } = app
  await app.open()
  await page.getByRole('button', { name: 'Keep what I open' }).click()
  await app.paste(GEMINI_STREAM)
  await expect(app.grid).toBeVisible()
  for (const key of ['j', 'j', 'Shift+g', 'j', 'g']) await page.keyboard.press(key)
  await page.keyboard.type('The call comes whole, in one chunk.')
  await app.look('note-writing')
  await page.keyboard.press('Enter')
  const notes = page.getByRole('region', { name: 'Notes' })
  await expect(notes.getByRole('listitem')).toHaveCount(2)
  await expect(app.row(3).getByRole('button', { name: '1 note' })).toBeVisible()
  await expect(app.row(2).getByRole('button', { name: 'pinned' })).toBeVisible()
  await app.look('notes')

  await notes.getByRole('button', { name: /^Remove what is at x1 · frame 2/ }).click()
  await expect(notes.getByRole('listitem')).toHaveCount(1)
  await page.keyboard.press('u')
  await expect(notes.getByRole('listitem')).toHaveCount(2)

  const link = await app.link()
  await page.keyboard.press('Escape')
  const address = page.url()
  await page.goto('about:blank')
  await page.goto(address)
  await expect(notes).toContainText('The call comes whole')
  await page.evaluate(() => indexedDB.deleteDatabase('interlinear'))
  await page.goto('about:blank')
  await page.goto(link)
  await expect(notes).toContainText('The call comes whole')
  await notes
    .getByRole('button', { name: /frame 3/ })
    .first()
    .click()
  await expect(app.row(3)).toHaveAttribute('aria-selected', 'true')
})
