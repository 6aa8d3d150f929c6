import { expect, test } from './app.ts'
import { GEMINI_STREAM, ISSUE } from './streams.ts'

const BAD: readonly { readonly name: string; readonly text: string }[] = [
  { name: 'empty', text: '   \n' },
  {
    name: 'html',
    text: '<!doctype html><html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>',
  },
  { name: 'half-json', text: '{"model":"gpt-5","messages":[{"role":"user","content":"What is 17 + ' },
  { name: 'prose', text: 'My agent stopped working behind the gateway yesterday.' },
]

for (const { name, text } of BAD) {
  test(`bad input: ${name} is refused in one sentence, and kept`, async ({ app }) => {
    await app.open()
    await app.paste(text)
    await expect(app.refusal).toBeVisible()
    await expect(app.refusal.getByRole('heading')).not.toBeEmpty()
    await expect(app.refusal.getByRole('textbox')).toHaveValue(text)
    await app.look(`refused-${name}`)
    await app.refusal.getByRole('textbox').fill(GEMINI_STREAM)
    await app.page.getByRole('button', { name: 'Try again' }).click()
    await expect(app.grid).toBeVisible()
  })
}

test('bad input: 50 MB in one line leaves the page alive', async ({ app }) => {
  await app.open()
  await app.page.evaluate(() => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', `{"contents":"${'x'.repeat(50_000_000)}`)
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    )
  })
  await expect(app.refusal).toBeVisible({ timeout: 30_000 })
  await expect(app.refusal.getByRole('textbox')).toBeVisible()
  const shown = await app.page.evaluate(() => document.body.innerHTML.length)
  expect(shown).toBeLessThan(400_000)
  await app.look('refused-50mb')
})

for (const { name, fragment, says } of [
  { name: 'cut', fragment: '#v1.gemini.KvDoIMOd_MDpzQhv0sCVHuD', says: /cut off|damaged/ },
  { name: 'version-999', fragment: '#v999.gemini.KvDoIMOd', says: /version 999/ },
  { name: 'nonsense', fragment: '#hello', says: /not an Interlinear link/ },
  { name: 'gone', fragment: '#local=abc&at=x1.events.3', says: /another tab|reload/ },
]) {
  test(`bad input: a link that is ${name} says so`, async ({ app }) => {
    await app.open(fragment)
    await expect(app.refusal).toContainText(says)
    await app.look(`link-${name}`)
    await app.page.getByRole('button', { name: 'Put it away' }).click()
    await expect(app.page.getByRole('heading', { name: 'Paste what you have.' })).toBeVisible()
  })
}

test('a refused paste leaves what was open as it was', async ({ app }) => {
  await app.open()
  await app.paste(ISSUE)
  await expect(app.grid).toBeVisible()
  await app.paste('<html><body>no</body></html>')
  await expect(app.refusal).toBeVisible()
  await app.page.getByRole('button', { name: 'Put it away' }).click()
  await expect(app.grid).toBeVisible()
})
