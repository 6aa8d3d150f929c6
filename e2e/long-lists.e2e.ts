import { expect, test } from './app.ts'

const COUNT = 2_200

const chat = (messages: readonly object[]): object => ({
  dialect: 'openai-chat',
  request: { body: JSON.stringify({ model: 'gpt-5', messages }) },
})

const talk = (last: string): object =>
  chat(
    Array.from({ length: COUNT }, (_, i) => ({
      role: i % 2 ? 'assistant' : 'user',
      content: `line ${i} ${i === 1_200 || i === COUNT - 1 ? last : ''}`,
    })),
  )

const call = (i: number): readonly object[] => [
  {
    role: 'assistant',
    content: null,
    tool_calls: [{ id: `call_${i}`, type: 'function', function: { name: `tool_${i}`, arguments: '{}' } }],
  },
  { role: 'tool', tool_call_id: `call_${i}`, content: 'done' },
]

const saved = (...exchanges: readonly object[]): string => JSON.stringify({ version: 1, exchanges })

test('nothing of a long comparison is cut, and the last difference is a key away', async ({ app }) => {
  const { page } = app
  await app.open()
  await app.paste(saved(talk('here'), talk('there')))
  await app.dock('Difference')
  await expect(app.judgement).toContainText(`2 of ${(COUNT + 1).toLocaleString('en')} things differ`)
  await page.keyboard.press('Shift+k')
  const chosen = app.judgement.locator('[aria-current="true"]')
  await expect(chosen).toContainText(`line ${COUNT - 1} there`)
  await expect(chosen).toBeInViewport()
  await app.judgement.getByRole('button', { name: /1,?201 things the same: show/ }).click()
  await expect(app.judgement.getByText('line 20 ', { exact: false }).first()).toBeVisible()
  await expect.poll(() => app.judgement.getByRole('listitem').count()).toBeLessThan(300)
  await page.keyboard.press('Shift+k')
  await expect(chosen).toContainText('line 1200 there')
  await expect(chosen).toBeInViewport()
})

test('all of a thousand calls are in the pairing', async ({ app }) => {
  await app.open()
  await app.paste(saved(chat(Array.from({ length: 1_000 }, (_, i) => call(i)).flat())))
  await app.dock('Pairing')
  await expect(app.judgement.getByRole('rowheader', { name: /^tool_0 / })).toBeVisible()
  await expect.poll(() => app.judgement.getByRole('row').count()).toBeLessThan(300)
  const last = app.judgement.getByRole('rowheader', { name: /^tool_999 / })
  await expect(async () => {
    await app.judgement.getByRole('tabpanel').evaluate((panel) => panel.scrollTo(0, panel.scrollHeight))
    await expect(last).toBeInViewport({ timeout: 500 })
  }).toPass()
})
