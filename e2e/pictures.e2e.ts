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
  await app.page.keyboard.press('Shift+J')
  await expect(app.page.getByRole('tab', { name: 'Request' })).toHaveAttribute('aria-selected', 'true')
  await app.look('chain-drawn')
})

test('two sides stand beside each other, and another transcript can take a side', async ({ app }) => {
  await app.open('#sample=litellm-25836&at=x1.events&panel=difference')
  await expect(app.judgement).toContainText('1 thing of 3 did not come through as it should.')
  await app.page.keyboard.press('Shift+J')
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

  // The last byte ends a line, and belongs to no field: it is shown all the same.
  await bytes.press('ArrowRight')
  await bytes.press('Control+End')
  await expect(bytes.locator('[data-cursor]').first()).toBeInViewport()
  await expect(app.judgement.getByRole('status')).toContainText('of no field')
  await bytes.press('Control+Home')
  for (let i = 0; i < 3; i++) await bytes.press('ArrowDown')
  await bytes.press('Shift+ArrowRight')
  const spot = app.judgement.getByRole('status')
  await expect(spot).toContainText('2 bytes')
  await expect(spot).toContainText('frame 1 · /')
  await expect(lanes.locator('[data-lit]').first()).toBeVisible()
  await bytes.press('Control+c')
  await expect(app.page.getByText('2 bytes copied as text.')).toBeVisible()
  await expect.poll(() => app.page.evaluate(() => navigator.clipboard.readText())).toHaveLength(2)
})

/** A reply that the provider said word by word, and the gateway held for three seconds. */
const piece = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`
const REPLY = [
  piece({ role: 'assistant', content: 'I look ' }),
  ...Array.from({ length: 8 }, (_, i) => piece({ content: `word ${i} ` })),
  piece({ tool_calls: [{ index: 0, id: 'a', type: 'function', function: { name: 'tide', arguments: '' } }] }),
  ...Array.from({ length: 6 }, (_, i) =>
    piece({
      tool_calls: [{ index: 0, function: { arguments: i === 5 ? '"}' : i === 0 ? '{"at":"' : 'x' } }],
    }),
  ),
  piece({}, 'tool_calls'),
].join('')
const timed = (side: string, timeOf: (frame: number) => number) => ({
  side,
  dialect: 'openai-chat',
  request: {
    body: { model: 'm', stream: true, messages: [{ role: 'user', content: 'When is high tide?' }] },
  },
  reply: { status: 200, body: REPLY, times: Array.from({ length: 17 }, (_, i) => timeOf(i)) },
})
const HELD = JSON.stringify({
  version: 1,
  exchanges: [
    timed('client', (i) => (i < 4 ? 400 + i * 90 : 3_900)),
    timed('upstream', (i) => 380 + i * 210),
  ],
})

test('the timeline names who held the reply, and walks its frames', async ({ app }) => {
  await app.open()
  await app.paste(HELD)
  const strip = app.page.getByRole('slider', { name: /^Timeline/ })
  await expect(strip).toBeVisible()
  await expect(app.page.getByText('first token 400 ms')).toBeVisible()
  await app.page.keyboard.press('v')
  await expect(strip).toBeFocused()
  await strip.press('Home')
  await strip.press('ArrowRight')
  await expect(strip).toHaveAttribute(
    'aria-valuetext',
    /^frame 2 at 490 ms, 90 ms after the one before · text/,
  )
  await expect(app.row(2)).toHaveAttribute('aria-selected', 'true')
  await strip.press('PageDown')
  await expect(strip).toHaveAttribute('aria-valuetext', /flushed 13 events at once after 3\.2 s/)
  await app.look('timeline')
  await app.page.keyboard.press('Shift+v')
  await expect(strip).toBeHidden()

  await app.open('#sample=litellm-25836')
  await expect(app.page.getByText('No arrival times were captured: no timeline.')).toBeVisible()
})

test('each call runs over its turns, and what does not fit is marked', async ({ app }) => {
  await app.open('#sample=litellm-26167&at=x1.events&panel=pairing')
  const rails = app.judgement.getByRole('table')
  await expect(rails.getByRole('row')).toHaveCount(4)
  const made = rails.getByRole('button', { name: /^reserve_berth made in x1, call_id toolu_/ })
  await made.focus()
  await app.page.keyboard.press('ArrowRight')
  await expect(rails.getByRole('button', { name: /^reserve_berth answered in x3/ })).toBeFocused()
  await app.page.keyboard.press('Enter')
  await expect(app.page.getByRole('tab', { name: 'Request' })).toHaveAttribute('aria-selected', 'true')
  await expect(app.lit.first()).toBeVisible()
  await expect(rails).toContainText('no result is here')
  await app.look('rails')
})
