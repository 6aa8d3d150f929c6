import { expect, test } from './app.ts'
import { CURL } from './streams.ts'

test('headers stand beside what they are elsewhere, and keys are hidden until one asks', async ({ app }) => {
  await app.open()
  await app.paste(CURL)
  await expect(app.grid).toBeVisible()
  await app.page.keyboard.press('q')
  const request = app.page.getByRole('region', { name: 'Request' })
  const key = request.getByRole('row', { name: 'x-api-key' })
  await expect(key).toContainText('sk-ant-')
  await expect(key).not.toContainText('Zq3r')
  await expect(key).toContainText('x-goog-api-key')
  await expect(request).toContainText('https://api.anthropic.com/v1/messages')
  await app.look('headers')
  await key.getByRole('button', { name: 'Show the secret in x-api-key' }).click()
  await expect(key).toContainText('Zq3r')
  await expect(app.page).toHaveURL(/at=x1\.headers/)
  await app.open('#sample=litellm-25836&at=x2.headers')
  await expect(app.page.getByRole('region', { name: 'Reply' })).toContainText('200')
  await app.look('headers-reply')
})
