import { gzipSync } from 'node:zlib'
import { expect, LOADING, test } from './app.ts'
import { CURL, GEMINI_STREAM, geminiWords, ISSUE, PROGRAM, SWALLOWED_STREAM } from './streams.ts'

test('J1: a pasted Gemini stream stands beside what it is in the other dialects', async ({ app }) => {
  await app.open()
  await app.paste(GEMINI_STREAM)
  await expect(app.grid).toBeVisible()
  await expect(app.page.getByText(/Gemini stream/i).first()).toBeVisible()
  await expect(app.cell(3, 'source')).toContainText('add_numbers')
  await expect(app.cell(3, 'openai-chat')).toContainText('add_numbers')
  await expect(app.cell(3, 'anthropic-messages')).toContainText('tool_use')
  await app.look('events')

  await app.cell(3, 'source').getByText('functionCall').hover()
  await expect(app.lit.filter({ hasText: 'add_numbers' }).nth(2)).toBeVisible()
  await app.cell(3, 'source').getByText('functionCall').click()
  await expect(app.detail).toContainText('{"a":17,"b":25}')
  await app.look('atom')

  await app.tab('Assembled')
  await expect(app.page.getByRole('region', { name: 'Anthropic' })).toContainText('"tool_use"')
  await app.look('assembled')

  await app.tab('Source')
  await expect(app.page.locator('.monaco-editor .view-line').first()).toContainText('data:', LOADING)
  await app.look('source')
})

test('J1: swallowed arguments are found, shown first, and lit', async ({ app }) => {
  await app.open()
  await app.paste(ISSUE)
  await expect(app.page.getByRole('banner')).toContainText('add_numbers')
  await expect(app.problems).toContainText('TOOL_ARGS_LOST')
  await expect(app.detail).toContainText('Fix')
  await expect(app.row(5)).toHaveAttribute('aria-selected', 'true')
  await expect(app.lit.first()).toBeVisible()
  await app.look('finding')
})

test('J1: the vendor’s own library shows what the program was given', async ({ app }) => {
  await app.open()
  await app.paste(SWALLOWED_STREAM)
  await app.tab('Client’s eye')
  const seen = app.page.getByRole('region', { name: /@anthropic-ai\/sdk/ })
  await expect(seen).toContainText('"input": {}')
  await app.look('clients-eye')
})

test('J1: a request as curl shows its entries in every dialect', async ({ app }) => {
  await app.open()
  await app.paste(CURL)
  await expect(app.page.getByRole('tab', { name: 'Request' })).toHaveAttribute('aria-selected', 'true')
  await expect(app.grid).toContainText('Be brief.')
  await app.look('request')
})

test('J1: a program is the request that it would send', async ({ app }) => {
  await app.open()
  await app.paste(PROGRAM)
  await expect(app.grid).toContainText('What is 17 + 25?')
  await expect(app.page.getByText('Program: an Anthropic Messages request.')).toBeVisible()
  await app.page.getByText('why').click()
  await expect(app.page.getByText(/“MODEL” stands? for is not in the text/)).toBeVisible()
})

test('J2: a packed log opens', async ({ app }) => {
  await app.open()
  await app.dropBytes('capture.sse.gz', gzipSync(GEMINI_STREAM))
  await expect(app.cell(3, 'source')).toContainText('add_numbers')
})

test('J2: a dropped file opens', async ({ app }) => {
  await app.open()
  await app.drop([{ name: 'capture.sse', text: GEMINI_STREAM }])
  await expect(app.cell(3, 'source')).toContainText('add_numbers')
})

test('J3: two dropped files are one transcript', async ({ app }) => {
  await app.open()
  await app.drop([
    { name: 'upstream.sse', text: GEMINI_STREAM },
    { name: 'client.sse', text: SWALLOWED_STREAM },
  ])
  const exchanges = app.page.getByRole('navigation', { name: 'Exchanges' })
  await expect(exchanges.getByRole('button')).toHaveCount(2)
  await expect(app.problems).toContainText('TOOL_ARGS_LOST')
  await app.dock('Two sides')
  await expect(app.judgement).toContainText('changed the arguments of the call add_numbers')
  await app.look('two-sides')
  await app.judgement.getByRole('button', { name: /^given/ }).click()
  await expect(app.lit.first()).toBeVisible()
})

test('the reply stands as it stood at any moment', async ({ app }) => {
  await app.open('#sample=litellm-25836&at=x2.assembled')
  const moment = app.page.getByRole('slider', { name: 'Moment of the stream' })
  await expect(moment).toHaveAttribute('aria-valuetext', /after all/)
  const ours = app.page.getByRole('region', { name: 'Chat' })
  await expect(ours).toContainText('write_reading')
  await moment.press('Home')
  await expect(ours).not.toContainText('write_reading')
  await app.page.keyboard.press('j')
  await expect(moment).toHaveAttribute('aria-valuetext', 'after frame 2 of 4')
  await app.look('moment')
})

test('each rule has a page, with captures to try', async ({ app }) => {
  await app.open()
  await app.page.getByRole('link', { name: /rule by rule/ }).click()
  await expect(app.page.getByRole('heading', { name: 'What is looked for' })).toBeVisible()
  await app.look('rules')
  await app.page.getByRole('link', { name: /TOOL_ARGS_LOST/ }).click()
  await expect(app.page.getByRole('heading', { name: 'How to mend it' })).toBeVisible()
  await app.look('rule')
  await app.page.getByRole('link', { name: /found/ }).first().click()
  await expect(app.problems).toContainText('TOOL_ARGS_LOST')
  await app.page.goBack()
  await expect(app.page.getByRole('heading', { name: 'How to mend it' })).toBeVisible()
})

test('J4: several turns are chained, and their calls paired', async ({ app }) => {
  await app.open('#sample=litellm-26167')
  await app.dock('Chain')
  await expect(app.judgement).toContainText('x3 goes on with x1 by previous_response_id')
  await expect(app.judgement.getByLabel('What LiteLLM packed into the id')).toContainText('anthropic')
  await app.look('chain')
  await app.dock('Pairing')
  await expect(app.judgement).toContainText('reserve_berth')
  await app.look('pairing')
})

test('J6: a link opens to the same place on another machine, with keys masked', async ({ app, browser }) => {
  await app.open()
  await app.paste(ISSUE)
  await expect(app.row(5)).toHaveAttribute('aria-selected', 'true')
  const link = await app.link()
  expect(link).toMatch(/#v1\./)

  const elsewhere = await (await browser.newContext()).newPage()
  await elsewhere.goto(link)
  await expect(elsewhere.getByRole('tab', { name: 'Events' })).toHaveAttribute(
    'aria-selected',
    'true',
    LOADING,
  )
  await expect(elsewhere.locator('[role="row"][aria-selected="true"]')).toHaveAttribute('aria-rowindex', '6')
  await expect(elsewhere.locator('[aria-label="Problems"] [aria-current="true"]')).toContainText(
    'TOOL_ARGS_LOST',
  )
  await elsewhere.context().close()
})

test('J6: what is masked is shown before the link', async ({ app }) => {
  await app.open()
  await app.paste(CURL)
  await expect(app.grid).toBeVisible()
  const link = await app.link()
  const masks = app.page.getByRole('region', { name: 'Masked' })
  await expect(masks).toContainText('x-api-key')
  await expect(masks).not.toContainText('Zq3rT8vLk2Wm')
  await app.look('share')
  await app.page.getByRole('button', { name: 'Copy link' }).click()
  await expect(app.page.getByText('Copied.')).toBeVisible()
  await expect.poll(() => app.page.evaluate(() => navigator.clipboard.readText())).toBe(link)

  await app.page.keyboard.press('Escape')
  await app.open()
  await app.paste(link)
  await expect(app.grid).toContainText('Be brief.')
})

test('the keyboard reaches everything', async ({ app }) => {
  await app.open()
  await app.paste(GEMINI_STREAM)
  await expect(app.grid).toBeVisible()
  const { keyboard } = app.page
  await keyboard.press('j')
  await keyboard.press('j')
  await expect(app.row(2)).toHaveAttribute('aria-selected', 'true')
  await keyboard.press('k')
  await expect(app.row(1)).toHaveAttribute('aria-selected', 'true')
  await app.grid.focus()
  await keyboard.press('ArrowRight')
  await expect(app.grid).toHaveAttribute('aria-activedescendant', 'cell-0-openai-chat')
  await keyboard.press('1')
  await expect(app.page.getByRole('columnheader', { name: /^Chat/ })).toHaveCount(0)
  await keyboard.press('1')
  await keyboard.press('?')
  await expect(app.page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  await app.look('keys')
  await keyboard.press('Escape')
  await expect(app.page.getByRole('dialog')).toHaveCount(0)
})

test('Back leads from place to place and out again', async ({ app }) => {
  await app.open()
  await app.paste(GEMINI_STREAM)
  await expect(app.grid).toBeVisible()
  await app.tab('Assembled')
  await app.page.goBack()
  await expect(app.grid).toBeVisible()
  await app.page.goBack()
  await expect(app.page.getByRole('heading', { name: 'Paste what you have.' })).toBeVisible()
  await app.page.goForward()
  await expect(app.grid).toBeVisible()
})

test('the empty state offers the founding cases, one click each', async ({ app }) => {
  // A dozen screens are opened and looked at.
  test.slow()
  await app.open()
  const cases = app.page
    .getByRole('region', { name: 'Or start from a case that happened' })
    .getByRole('button')
  await expect(cases.first()).toBeVisible()
  await app.look('library')
  await expect.poll(() => cases.count()).toBeGreaterThanOrEqual(5)
  const count = await cases.count()
  for (let i = 0; i < count; i++) {
    await cases.nth(i).click()
    await expect(app.grid, `case ${i + 1}`).toBeVisible()
    await app.look(`case-${i + 1}`)
    await app.page.getByRole('button', { name: 'Interlinear' }).click()
  }
})

test('J2: a long log scrolls to its end, and keys walk it', async ({ app }) => {
  const words = Array.from({ length: 5_000 }, (_, i) => `word ${i} `)
  await app.open()
  await app.drop([{ name: 'long.sse', text: geminiWords(words) }])
  await expect(app.row(1)).toBeVisible()
  await app.grid.focus()
  await app.page.keyboard.press('End')
  await expect(app.row(5_000)).toContainText('word 4999')
  await app.page.keyboard.press('k')
  await expect(app.row(4_999)).toHaveAttribute('aria-selected', 'true')
  await expect(app.detail).toContainText('word 4998')
})

test.describe('other eyes', () => {
  test('a narrow window loses nothing', async ({ app }) => {
    await app.page.setViewportSize({ width: 900, height: 760 })
    await app.open()
    await app.paste(ISSUE)
    await expect(app.row(5)).toBeVisible()
    await app.look('narrow')
    await app.page.setViewportSize({ width: 420, height: 800 })
    await app.look('phone')
  })

  test('forced colours keep the marks', async ({ app }) => {
    await app.page.emulateMedia({ forcedColors: 'active' })
    await app.open()
    await app.paste(ISSUE)
    await expect(app.lit.first()).toBeVisible()
    await app.look('forced-colours')
  })

  test('the switch for light and dark outlives a reload', async ({ app }) => {
    await app.open()
    const toggle = app.page.getByRole('button', { name: /^Colours/ })
    await toggle.click()
    await toggle.click()
    await expect(toggle).toHaveAccessibleName('Colours: dark')
    await app.page.reload()
    await expect(app.page.locator('html')).toHaveAttribute('data-theme', 'dark')
  })
})
