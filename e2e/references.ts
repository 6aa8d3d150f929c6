import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'

const REFERENCES = new URL('references/', import.meta.url).pathname

/**
 * Under what pictures are comparable pixel by pixel: the browser's major version, and what its fonts make of a text.
 * Where either differs, letters stand elsewhere, and nothing is to be learnt from it.
 */
export async function keyOf(page: Page, browser: Browser): Promise<string> {
  const print = await page.evaluate(() => {
    const context = document.createElement('canvas').getContext('2d')
    if (!context) return 0
    const style = getComputedStyle(document.documentElement)
    const fonts = ['--ui', '--mono'].map((name) => style.getPropertyValue(name))
    const measured = fonts.flatMap((font) =>
      ['Interlinear 0123 {"args":[]}', '▪▫◦◐ …→', '你好 مرحبا ✈️'].map((text) => {
        context.font = font
        return context.measureText(text).width.toFixed(3)
      }),
    )
    let hash = 0
    for (const letter of measured.join(' ')) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0
    return hash
  })
  const [major] = browser.version().split('.')
  return `chromium-${major}-${print.toString(36)}`
}

export const folderOf = (key: string): string => join(REFERENCES, key)
