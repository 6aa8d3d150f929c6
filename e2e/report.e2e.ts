import type { Page } from '@playwright/test'
import type { App } from './app.ts'
import { expect, test } from './app.ts'
import { Keys } from './hands.ts'
import { finding, SWALLOWED } from './view.ts'

const KEY = `sk-ant-api03-${'Zq7'.repeat(30)}`

/** A result without a call, and the key wherever people leave it. */
const ORPHAN = [
  `curl https://api.openai.com/v1/chat/completions -H 'authorization: Bearer ${KEY}' -d '`,
  `{"model":"gpt-5","messages":[{"role":"user","content":"use ${KEY}"},`,
  `{"role":"tool","tool_call_id":"call_1","content":"ok"}]}'`,
].join('')

const clipboardOf = (page: Page) => page.evaluate(() => navigator.clipboard.readText())

const paper = (app: App, form: string) => app.page.getByRole('textbox', { name: form })

test.describe('J7: report', () => {
  test('a problem as an issue, as tests and as the smallest capture', async ({ app, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const { page } = app
    await app.open(SWALLOWED)
    await finding(app)
    await app.detail.getByRole('button', { name: /^Report/ }).click()
    const dialog = page.getByRole('dialog', { name: 'Report p1: TOOL_ARGS_LOST' })
    await expect(dialog).toContainText('11 of 13 frames')
    const issue = await paper(app, 'Issue').inputValue()
    expect(issue).toContain('# The model called write_reading with 3 arguments')
    expect(issue).toContain('https://github.com/BerriAI/litellm/issues/25836')
    await app.look('report')

    await dialog.getByRole('button', { name: 'Copy the issue' }).click()
    await expect(dialog.getByText('Copied.')).toBeVisible()
    expect(await clipboardOf(page)).toBe(issue)

    for (const [form, words] of [
      ['Vitest', "import Anthropic from '@anthropic-ai/sdk'"],
      ['pytest', 'from anthropic import Anthropic'],
      ['Smallest capture', '"exchanges"'],
    ] as const) {
      await dialog.getByRole('radio', { name: form }).check()
      await expect(paper(app, form)).toHaveValue(new RegExp(words))
    }

    await dialog.getByRole('link', { name: 'Open the smallest capture' }).click()
    await expect(dialog).toBeHidden()
    await expect(app.detail).toContainText('TOOL_ARGS_LOST')
    await expect(app.grid).toHaveAttribute('aria-rowcount', '9')
    await page.goBack()
    await expect(app.grid).toHaveAttribute('aria-rowcount', '10')
  })

  test('by keys alone', async ({ app }) => {
    const keys = new Keys(app.page)
    await app.open(SWALLOWED)
    await finding(app)
    await keys.press('Shift+R')
    const issue = app.page.getByRole('radio', { name: 'Issue' })
    await keys.walkTo(issue)
    await keys.press('ArrowRight')
    await expect(app.page.getByRole('radio', { name: 'Vitest' })).toBeChecked()
    await expect(paper(app, 'Vitest')).toHaveValue(/CORRECTED/)
    await keys.walkTo(app.page.getByRole('button', { name: 'Copy the test' }))
    await keys.walkTo(app.page.getByRole('link', { name: 'Open the smallest capture' }))
    await keys.press('Escape')
    await expect(app.page.getByRole('dialog')).toBeHidden()
  })

  test('no key leaves, and what was masked is told', async ({ app }) => {
    await app.open()
    await app.paste(ORPHAN)
    await expect(app.detail).toContainText('CALL_RESULT_UNPAIRED')
    await app.page.keyboard.press('Shift+R')
    const dialog = app.page.getByRole('dialog')
    await expect(dialog.getByRole('region', { name: 'Masked' })).toContainText('authorization header')
    for (const form of ['Issue', 'Smallest capture']) {
      await dialog.getByRole('radio', { name: form }).check()
      await expect(paper(app, form)).toHaveValue(/call_1/)
      expect(await paper(app, form).inputValue()).not.toContain('Zq7Zq7')
    }
  })
})
