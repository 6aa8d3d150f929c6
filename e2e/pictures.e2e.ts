import { expect, test } from './app.ts'

/** Three turns of one agent: the second sends the first again, the third changed what was said. */
const turn = (...texts: string[]) => ({
  dialect: 'openai-chat',
  request: {
    body: {
      model: 'm',
      messages: texts.map((content, i) => ({ role: i % 2 === 0 ? 'user' : 'assistant', content })),
    },
  },
})
const TURNS = JSON.stringify({
  version: 1,
  exchanges: [
    turn('What is the tide at noon?'),
    turn('What is the tide at noon?', 'High.', 'And at six?'),
    turn('What is the tide at NOON?', 'High.', 'And at six?', 'Low.', 'Thanks.'),
  ],
})

test('a chain is drawn, and two of its turns stand beside each other', async ({ app }) => {
  await app.open()
  await app.paste(TURNS)
  await app.dock('Chain')
  const turns = app.judgement.getByRole('region', { name: 'Turns', exact: true })
  await expect(turns.getByRole('button')).toHaveCount(3)
  await turns.getByRole('button', { name: /^x2/ }).click()
  const pair = app.judgement.getByRole('region', { name: 'Two turns' })
  await expect(pair).toContainText('2 sent again, 2 new')
  await turns.getByRole('button', { name: /^x2/ }).press('ArrowDown')
  await expect(pair).toContainText('1 changed')
  await expect(pair).toContainText('The provider’s cache ends at a message that is another')
  await expect(pair.locator('mark').first()).toHaveText('noon')
  await pair.getByRole('combobox', { name: 'The earlier turn' }).selectOption('x1')
  await app.page.keyboard.press('n')
  await expect(app.page.getByRole('tab', { name: 'Request' })).toHaveAttribute('aria-selected', 'true')
  await app.look('chain-drawn')
})

test('two sides stand beside each other, and another transcript can take a side', async ({ app }) => {
  await app.open('#sample=litellm-25836&at=x1.events&panel=difference')
  await expect(app.judgement).toContainText('1 thing of 3 did not come through as it should.')
  await app.page.keyboard.press('n')
  await expect(app.lit.first()).toBeVisible()
  await app.look('difference')
  await app.page.keyboard.press('Shift+Enter')
  const sheet = app.page.getByRole('dialog')
  await sheet.getByRole('textbox').fill(TURNS)
  await sheet.getByRole('button', { name: 'Compare', exact: true }).click()
  await expect(app.judgement.getByRole('combobox', { name: /^The other, of/ })).toBeVisible()
  await app.judgement.getByRole('combobox', { name: 'Which half' }).selectOption('request')
  await expect(app.judgement).toContainText('differ')
  await app.judgement.getByRole('button', { name: 'Back to this transcript' }).click()
  await expect(app.judgement).toContainText('All of it came through as it should.')
})

test('the bytes of a field light with it, and a byte lights its field in all lanes', async ({ app }) => {
  await app.open('#sample=litellm-25836&at=x2.events&panel=bytes')
  const lanes = app.page.getByRole('grid', { name: /^Events/ })
  const bytes = app.page.getByRole('grid', { name: /^Bytes of the reply/ })
  await lanes.getByText('functionCall').first().click()
  await expect(bytes.locator('[data-lit]').first()).toBeVisible()
  await app.look('bytes')

  await bytes.press('Control+Home')
  for (let i = 0; i < 3; i++) await bytes.press('ArrowDown')
  await bytes.press('Shift+ArrowRight')
  const spot = app.judgement.getByRole('status')
  await expect(spot).toContainText('2 bytes')
  await expect(spot).toContainText('frame 1 · /')
  await expect(lanes.locator('[data-lit]').first()).toBeVisible()
  await bytes.press('Control+c')
  await expect(app.page.getByText('2 bytes copied as text.')).toBeVisible()
  expect(await app.page.evaluate(() => navigator.clipboard.readText())).toHaveLength(2)
})
