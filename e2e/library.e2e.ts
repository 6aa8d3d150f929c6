import { expect, test } from './app.ts'
import { CURL, GEMINI_STREAM } from './streams.ts'

test('nothing is stored before the person was told and agreed', async ({ app }) => {
  await app.open()
  await app.drop([{ name: 'capture.sse', text: GEMINI_STREAM }])
  await expect(app.grid).toBeVisible()
  await app.page.getByRole('button', { name: 'Not kept' }).click()
  await expect(app.page.getByRole('dialog')).toContainText('nothing is stored')
  await app.look('keeping-asked')
  await app.page.keyboard.press('Escape')
  const stored = await app.page.evaluate(async () => [
    ...(await indexedDB.databases()),
    ...Object.keys(localStorage),
  ])
  expect(stored).toEqual([])
})

test('what was opened is here after a reload, until it is removed', async ({ app }) => {
  const { page } = app
  await app.open()
  await app.look('library-new')
  await page.getByRole('button', { name: 'Keep what I open' }).click()
  await app.drop([{ name: 'capture.sse', text: GEMINI_STREAM }])
  await expect(app.cell(3, 'source')).toContainText('add_numbers')
  const address = page.url()
  await page.getByRole('button', { name: 'Interlinear' }).click()
  const kept = page.getByRole('region', { name: 'Kept in this browser' })
  await expect(kept.getByRole('listitem')).toContainText('capture.sse')
  await app.paste(CURL)
  await expect(app.grid).toBeVisible()
  await page.getByRole('button', { name: 'Interlinear' }).click()
  await expect(kept.getByRole('listitem')).toHaveCount(2)
  await page.goto(address)
  await page.reload()
  await expect(app.cell(3, 'source')).toContainText('add_numbers')

  await page.getByRole('button', { name: 'Interlinear' }).click()
  await expect(kept.getByRole('listitem')).toHaveCount(2)
  await expect(kept).toContainText('1 secret masked')
  await app.look('library-kept')
  await kept.getByRole('button', { name: 'Rename capture.sse' }).click()
  await expect(kept.getByRole('textbox')).toBeFocused()
  await page.keyboard.type('The swallowed call')
  await page.keyboard.press('Enter')
  await kept.getByRole('button', { name: 'Pin The swallowed call', exact: true }).click()
  await kept.getByRole('button', { name: 'Remove The swallowed call' }).click()
  await expect(kept.getByRole('listitem')).toHaveCount(1)
  await app.notices.getByRole('button', { name: 'Put it back' }).click()
  await kept.getByRole('button', { name: /The swallowed call No rule/ }).click()
  await expect(app.cell(3, 'source')).toContainText('add_numbers')

  await page.getByRole('button', { name: 'Interlinear' }).click()
  await kept.getByRole('button', { name: 'Keep nothing' }).click()
  await expect(kept.getByRole('alert')).toContainText('2 transcripts')
  await kept.getByRole('button', { name: 'Keep nothing' }).click()
  await expect(kept).toContainText('Nothing that you open is kept')
  await page.goto(address)
  await page.reload()
  await expect(app.refusal).toContainText('has not kept it')
})

test('a kept transcript holds no key', async ({ app }) => {
  await app.open()
  await app.page.getByRole('button', { name: 'Keep what I open' }).click()
  await app.paste(CURL)
  await expect(app.grid).toBeVisible()
  const stored = () =>
    app.page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const opening = indexedDB.open('interlinear')
          opening.onsuccess = () => {
            const all = opening.result.transaction(['recents', 'texts'])
            const [recents, texts] = [all.objectStore('recents').getAll(), all.objectStore('texts').getAll()]
            all.oncomplete = () => resolve(JSON.stringify([recents.result, texts.result]))
          }
        }),
    )
  await expect.poll(stored).toMatch(/sk-ant-[^"]*\*{80}/)
  expect(await stored()).not.toContain('Zq3rT8')
})
