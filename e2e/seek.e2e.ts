import type { Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { GEMINI_STREAM } from './streams.ts'

test('a finding written into the address of what is open comes to the eye', async ({ app }) => {
  const { page } = app
  await app.open('#sample=litellm-25836&at=x1.e1')
  await expect(app.row(1)).toHaveAttribute('aria-selected', 'true')
  const follow = (hash: string) =>
    page.evaluate((to) => {
      location.hash = to
    }, hash)
  await follow('#sample=litellm-25836&at=x1.e1&problem=0')
  await expect(app.problems.locator('[aria-current="true"]')).toContainText('TOOL_ARGS_LOST')
  await expect(app.row(1)).not.toHaveAttribute('aria-selected', 'true')
  await expect(app.grid.locator('[aria-selected="true"]')).toBeVisible()
  await expect.poll(() => page.url()).toMatch(/&at=x\d\.e\d+&problem=0$/)
  await follow('#sample=litellm-25836&at=x1.e2')
  await expect(app.row(2)).toHaveAttribute('aria-selected', 'true')
  await page.goBack()
  await expect.poll(() => page.url()).toMatch(/&problem=0$/)
})

test('two tabs on one transcript keep the notes of both', async ({ app, context }) => {
  const { page } = app
  await app.open()
  await page.getByRole('button', { name: 'Keep what I open' }).click()
  await app.paste(GEMINI_STREAM)
  await expect(app.grid).toBeVisible()
  const other = await context.newPage()
  // It is kept once nothing else is to do.
  await expect(async () => {
    await other.goto('about:blank')
    await other.goto(page.url())
    await expect(other.getByRole('grid')).toBeVisible({ timeout: 2_000 })
  }).toPass()
  const write = async (at: Page, row: number, text: string) => {
    await at.bringToFront()
    await at.evaluate(`interlinear.go('x1.e${row}')`)
    await expect(at.getByRole('grid').locator(`[aria-rowindex="${row + 1}"]`)).toHaveAttribute(
      'aria-selected',
      'true',
    )
    await at.keyboard.press('g')
    await expect(at.getByRole('textbox', { name: /^Note at x1/ })).toBeFocused()
    await at.keyboard.type(text)
    await at.keyboard.press('Enter')
  }
  await write(page, 2, 'from the first tab')
  // Notes that come by themselves make the list longer.
  await app.dock('Problems')
  await write(other, 3, 'from the second tab')
  await page.bringToFront()
  await app.judgement.getByRole('tab', { name: /^Notes/ }).click()
  for (const one of [page, other]) {
    const notes = one.getByRole('region', { name: 'Notes' })
    await expect(notes).toContainText('from the first tab')
    await expect(notes).toContainText('from the second tab')
  }
  await app.look('notes-of-two-tabs')
  await other.close()
  await page.reload()
  await expect(page.getByRole('region', { name: 'Notes' }).getByRole('listitem')).toHaveCount(2)
})

test('a filter that names nothing says so, and a handle leads to a row that it hides', async ({ app }) => {
  const { page } = app
  await app.open('#sample=litellm-25836&at=x1.e6&filter=lost%20lane%3Aclaude')
  await expect(page.getByText('there is no lane “claude” here', { exact: true })).toBeVisible()
  await expect(page.getByText('something is lost in a lane')).toBeVisible()
  await app.look('filter-misunderstood')
  const field = page.getByRole('combobox', { name: 'Filter the rows' })
  const count = page.locator('#shown-rows')
  await field.fill('-lane:claude')
  await expect(count).toHaveText('9 of 9 rows; there is no lane “claude” here')
  await field.fill('Part:tool-call')
  await expect(count).toHaveText('2 of 9 rows')
  await page.evaluate("interlinear.go('X1.E3')")
  await expect(app.row(3)).toHaveAttribute('aria-selected', 'true')
  await app.notices.getByRole('button', { name: 'Filter again' }).click()
  await expect(count).toHaveText('2 of 9 rows')
})

test('Shift F filters by the chosen line, and a second time shows all rows again', async ({ app }) => {
  const { page } = app
  await app.open('#sample=litellm-25836&at=x1.e6')
  await expect(app.row(6)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Shift+F')
  await expect(page.locator('#shown-rows')).toHaveText('2 of 9 rows')
  await expect(app.row(5)).toHaveCount(0)
  await page.keyboard.press('Shift+F')
  await expect(app.row(5)).toBeVisible()
  await expect(app.row(6)).toHaveAttribute('aria-selected', 'true')
  expect(page.url()).not.toContain('filter=')
})
