import type { Locator, Page } from '@playwright/test'
import { expect } from './app.ts'

/** Hands that stay on the keys: whatever has the focus must show it. */
export class Keys {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await this.#page.keyboard.press(key)
      await this.#seesFocus(key)
    }
  }

  type = (text: string) => this.#page.keyboard.type(text)

  /** Walks by Tab until there; a trap on the way, or a place that cannot be reached, ends it. */
  async walkTo(place: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await place.waitFor({ state: 'attached', timeout: 10_000 })
    for (let stop = 0; stop < 80; stop++) {
      if (await place.evaluate((element) => element === document.activeElement).catch(() => false)) return
      await this.press(key)
    }
    throw new Error(`Tab does not reach ${place}`)
  }

  /** Every stop of Tab from the start of the page until it leaves it again. */
  async stops(): Promise<readonly string[]> {
    const names: string[] = []
    await this.#page.evaluate(() => {
      for (const one of document.querySelectorAll('[data-stop]')) one.removeAttribute('data-stop')
      // From the top, wherever the eye was last.
      document.body.tabIndex = -1
      document.body.focus()
      document.body.removeAttribute('tabindex')
    })
    for (let stop = 0; stop < 200; stop++) {
      await this.press('Tab')
      const name = await this.#page.evaluate(() => {
        const at = document.activeElement
        if (!at || at === document.body || at.hasAttribute('data-stop')) return undefined
        at.setAttribute('data-stop', '')
        const region = at.closest('header, nav, main, aside, footer, details')?.tagName.toLowerCase()
        return `${region}: ${at.getAttribute('aria-label') ?? at.textContent?.slice(0, 40)}`
      })
      // Tab may go on from where the eye was last, and come in again from the top.
      if (name === undefined && (names.length > 0 || stop > 1)) return names
      if (name !== undefined) names.push(name)
    }
    throw new Error(`Tab never leaves the page: ${names.slice(-8).join(' → ')}`)
  }

  async #seesFocus(key: string): Promise<void> {
    const hidden = await this.#page.evaluate(() => {
      const at = document.activeElement
      if (!at || at === document.body || at.closest('.monaco-editor')) return undefined
      const { outlineStyle, outlineWidth, borderBottomColor } = getComputedStyle(at)
      const isRinged = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
      const isUnderlined = at.matches('input') && borderBottomColor !== getComputedStyle(document.body).color
      return isRinged || isUnderlined ? undefined : at.outerHTML.slice(0, 160)
    })
    expect(hidden, `focus is not seen after ${key}`).toBeUndefined()
  }
}

/** What the mouse did; a hand on the keys does nothing with it. */
export async function watchMouse(page: Page): Promise<readonly string[]> {
  const mice: string[] = []
  await page.exposeFunction('mouseWasUsed', (type: string) => mice.push(type))
  await page.addInitScript(() => {
    for (const type of ['mousedown', 'pointerdown', 'wheel', 'mousemove'])
      addEventListener(
        type,
        () => Reflect.apply(Reflect.get(window, 'mouseWasUsed'), undefined, [type]),
        true,
      )
  })
  return mice
}

/** What a mouse can press that Tab passes over, and that no grid, list or row of tabs leads to by arrows. */
export const unreachable = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        'button, a, select, input, textarea, summary, [role="slider"]',
      ),
    ]
      .filter((one) => one.checkVisibility() && one.tabIndex < 0 && !one.closest('.monaco-editor'))
      .filter((one) => !one.closest('[role="tab"], [role="menuitem"], [role="option"], [role="grid"], table'))
      .map((one) => one.outerHTML.slice(0, 120)),
  )
