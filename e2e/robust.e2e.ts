import type { Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { GEMINI_STREAM } from './streams.ts'

/** Keeps hold of the workers that the page starts: ended like this they die without a word, as for want of memory. */
async function holdWorkers(page: Page, fatal = ''): Promise<() => Promise<void>> {
  await page.addInitScript((fatalAsk) => {
    const held: Worker[] = []
    let isArmed = fatalAsk !== ''
    class Held extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options)
        if (options?.name?.startsWith('interlinear-engine')) held.push(this)
      }
      override postMessage(message: unknown, transfer?: unknown): void {
        const isFatal = isArmed && (message as { name?: string }).name === fatalAsk
        super.postMessage(message, transfer as Transferable[])
        if (isFatal) this.terminate()
        if (isFatal) isArmed = false
      }
    }
    Object.assign(window, {
      Worker: Held,
      endWorkers: () => {
        for (const one of held.splice(0)) one.terminate()
      },
    })
  }, fatal)
  return () => page.evaluate(() => (window as unknown as { endWorkers: () => void }).endWorkers())
}

test('an engine that dies is noticed, started again, and knows what was open', async ({ app }) => {
  const endWorkers = await holdWorkers(app.page)
  await app.open()
  await app.drop([{ name: 'capture.sse', text: GEMINI_STREAM }])
  await expect(app.cell(3, 'source')).toContainText('add_numbers')
  await endWorkers()
  await expect(app.notices).toContainText('The engine stopped')
  await app.look('engine-lost')
  await app.tab('Assembled')
  await expect(app.page.getByRole('region', { name: 'Anthropic' })).toContainText('"tool_use"')
  await app.notices.getByRole('button', { name: 'Put it away' }).click()
  await expect(app.notices).toBeEmpty()
})

test('a question that kills the engine is answered with that, and can be asked again', async ({ app }) => {
  await holdWorkers(app.page, 'assembled')
  await app.open()
  await app.paste(GEMINI_STREAM)
  await expect(app.grid).toBeVisible()
  await app.tab('Assembled')
  await expect(app.page.getByRole('tabpanel', { name: 'assembled' })).toContainText('The engine stopped')
  await app.look('engine-lost-at-work')
  await app.notices.getByRole('button', { name: 'Try again' }).click()
  await expect(app.page.getByRole('region', { name: 'Anthropic' })).toContainText('"tool_use"')
})

test('a line that cannot be drawn leaves all others as they are', async ({ app }) => {
  await app.page.addInitScript(() => {
    const { slice } = String.prototype
    String.prototype.slice = function (...range) {
      if (Object.hasOwn(window, 'isPoisoned') && String(this) === 'tool_use')
        throw new Error('planted by the test')
      return slice.apply(this, range)
    }
    Object.assign(window, { isPoisoned: true })
  })
  await app.open()
  await app.paste(GEMINI_STREAM)
  await expect(app.cell(3, 'source')).toContainText('add_numbers')
  await expect(app.cell(3, 'openai-chat')).toContainText('add_numbers')
  await expect(app.cell(3, 'anthropic-messages')).toContainText(
    'could not be drawn: planted by the test. The others are as they were.',
  )
  await app.look('line-not-drawn')
  await app.page.evaluate(() => Reflect.deleteProperty(window, 'isPoisoned'))
  await app.cell(3, 'anthropic-messages').getByRole('button', { name: 'Try again' }).click()
  await expect(app.cell(3, 'anthropic-messages')).toContainText('tool_use')
})

test('a browser that is full keeps nothing, says so, and all else goes on', async ({ app }) => {
  await app.page.addInitScript(() => {
    const full = () => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
    }
    IDBObjectStore.prototype.put = full
    Storage.prototype.setItem = full
  })
  await app.open()
  await app.page.getByRole('button', { name: 'Keep what I open' }).click()
  await expect(app.notices).toContainText('The choice what to keep was not kept')
  await app.drop([{ name: 'capture.sse', text: GEMINI_STREAM }])
  await expect(app.notices).toContainText(
    '“capture.sse” was not kept: what this browser gives to this site is full',
  )
  await app.look('storage-full')
  await app.page.getByRole('button', { name: 'Not kept' }).click()
  await expect(app.page.getByRole('dialog')).toContainText('full')
  await app.page.keyboard.press('Escape')
  await app.tab('Assembled')
  await expect(app.page.getByRole('region', { name: 'Anthropic' })).toContainText('"tool_use"')
})

test('a lane whose dialect cannot write says so, and the others stand', async ({ app }) => {
  let isPlanted = false
  await app.page.context().route(/\/assets\/.*\.js$/, async (route) => {
    const response = await route.fetch()
    const code = await response.text()
    const broken = code.replace(
      /(["'`]content_block_start["'`],\{)index:/g,
      '$1index:(()=>{throw new Error("planted by the test")})(),was:',
    )
    isPlanted ||= broken !== code
    await route.fulfill({ response, body: broken })
  })
  await app.open()
  await app.paste(GEMINI_STREAM)
  await expect(app.cell(1, 'anthropic-messages')).toContainText('could not be written: planted by the test')
  expect(isPlanted).toBe(true)
  await expect(app.grid.getByRole('columnheader', { name: 'Anthropic' })).toContainText(
    'could not be written',
  )
  await expect(app.cell(3, 'source')).toContainText('add_numbers')
  await expect(app.cell(3, 'openai-chat')).toContainText('add_numbers')
  await expect(app.cell(3, 'openai-responses')).toContainText('function_call')
  await app.look('lane-broken')
})
