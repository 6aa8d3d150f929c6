import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findChromium } from '../../.ci/chromium.mjs'
import { createSite, listen } from '../../.ci/site.mjs'

const VIEWPORT = { width: 1440, height: 900 }

/**
 * The built app in a real browser.
 *
 * @param {number} port the first that is tried
 * @param {(app: { newPage(): Promise<any>, fileOf(name: string, text: string): string }) => Promise<T>} use
 * @returns {Promise<T | undefined>} nothing where there is no browser, which is said
 * @template T
 */
export async function withApp(port, use) {
  const executablePath = await findChromium()
  if (!executablePath) {
    console.log('\nbrowser: skipped, for no Chromium was found here. CHROMIUM names one.')
    return undefined
  }
  const { chromium } = await import('@playwright/test')
  const folder = mkdtempSync(join(tmpdir(), 'interlinear-bench-'))
  const server = createSite(fileURLToPath(new URL('../../dist/app', import.meta.url)))
  const address = await listen(server, port, { next: true })
  // Playwright hides the bars, and a thumb that is hidden cannot be dragged.
  const browser = await chromium.launch({ executablePath, ignoreDefaultArgs: ['--hide-scrollbars'] })
  try {
    return await use({
      async newPage() {
        const page = await browser.newPage({ viewport: VIEWPORT })
        await page.goto(address)
        return page
      },
      fileOf(name, text) {
        const file = join(folder, name)
        writeFileSync(file, text)
        return file
      },
    })
  } finally {
    await browser.close()
    server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** As a person drops a file, and no other way. */
export async function drop(page, file) {
  await page.evaluate(() => {
    const input = document.createElement('input')
    input.type = 'file'
    input.id = 'bench'
    input.hidden = true
    document.body.append(input)
  })
  await page.locator('#bench').setInputFiles(file)
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer()
    const input = document.querySelector('#bench')
    dataTransfer.items.add(input.files[0])
    input.remove()
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
  })
}
