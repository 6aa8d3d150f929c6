import { expect, test } from './app.ts'

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
