import type { Locator, Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { ISSUE } from './streams.ts'

/** Hands that stay on the keys: whatever has the focus must show it. */
class Keys {
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

const REGIONS = ['header', 'details', 'nav', 'main', 'aside', 'footer']

test('all that a mouse does is done by keyboard alone', async ({ app }) => {
  test.setTimeout(120_000)
  const { page } = app
  const keys = new Keys(page)
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
  await app.open()

  await test.step('paste', async () => {
    await page.evaluate((text) => navigator.clipboard.writeText(text), ISSUE)
    await keys.walkTo(page.getByRole('button', { name: 'Paste', exact: true }))
    await keys.press('Enter')
    await expect(app.problems).toContainText('TOOL_ARGS_LOST')
    await expect(app.row(5)).toHaveAttribute('aria-selected', 'true')
  })

  await test.step('Tab goes through the page as it is read, and out of it', async () => {
    const stops = await keys.stops()
    const regions = stops.map((name) => REGIONS.indexOf(name.split(':')[0] ?? ''))
    expect(stops.length).toBeGreaterThan(12)
    expect(regions, stops.join('\n')).toEqual([...regions].sort((a, b) => a - b))
    expect(new Set(regions).size, stops.join('\n')).toBe(REGIONS.length)
  })

  await test.step('rows, atoms and lanes', async () => {
    await keys.walkTo(app.grid)
    await keys.press('Home', 'j')
    await expect(app.row(2)).toHaveAttribute('aria-selected', 'true')
    await keys.press('k', 'ArrowRight')
    await expect(app.grid).toHaveAttribute('aria-activedescendant', /^cell-0-(?!source)/)
    await keys.press('ArrowLeft', 'ArrowDown', 'ArrowDown')
    await expect(app.detail).toContainText('In the lanes')
    await keys.press('1')
    await expect(page.getByRole('columnheader', { name: /^Chat/ })).toHaveCount(0)
    await keys.press('1')
    await expect(page.getByRole('columnheader', { name: /^Chat/ })).toHaveCount(1)
  })

  await test.step('problems, and the page of a rule', async () => {
    await keys.press('.')
    await expect(app.detail).toContainText('Fix')
    await keys.walkTo(app.problems.getByRole('button').first())
    await keys.press('Enter')
    await keys.walkTo(app.detail.getByRole('link', { name: 'TOOL_ARGS_LOST' }), 'Shift+Tab')
    await keys.press('Enter')
    await expect(page.getByRole('heading', { name: 'How to mend it' })).toBeVisible()
    await page.goBack()
    await expect(app.problems).toContainText('TOOL_ARGS_LOST')
  })

  await test.step('tabs and the dock', async () => {
    await keys.press('a')
    await keys.walkTo(page.getByRole('tab', { name: 'Assembled' }))
    await keys.press('ArrowLeft')
    await expect(page.getByRole('tab', { name: 'Events' })).toBeFocused()
    await keys.press('t')
    await expect(app.judgement.getByRole('tab', { name: 'Pairing' })).toHaveAttribute('aria-selected', 'true')
    await keys.press('p')
  })

  await test.step('the reply at a moment', async () => {
    await keys.press('a')
    const moment = page.getByRole('slider', { name: 'Moment of the stream' })
    await keys.walkTo(moment)
    await keys.press('Home', 'ArrowRight')
    await expect(moment).toHaveAttribute('aria-valuetext', /after frame 2 of/)
  })

  await test.step('the source is changed, left, and brought back', async () => {
    await keys.press('o')
    const editor = page.getByRole('textbox', { name: /source|reply|request/i }).first()
    await expect(page.locator('.monaco-editor .view-line').first()).toBeVisible()
    await keys.walkTo(editor)
    await keys.press('Control+End')
    await keys.type('event: ping\n')
    const status = page.getByRole('main').getByRole('status').first()
    await expect(status).not.toContainText('As captured')
    await expect(status).toContainText('Edited')
    await expect(async () => {
      await keys.press('Control+z')
      await expect(status).toContainText('As captured', { timeout: 500 })
    }).toPass({ timeout: 10_000 })
    await keys.walkTo(page.getByRole('tab', { name: 'Source' }), 'Shift+Tab')
  })

  await test.step('the palette finds a command', async () => {
    await keys.press('Control+k')
    await keys.type('events')
    await keys.press('Enter')
    await expect(page.getByRole('tab', { name: 'Events' })).toHaveAttribute('aria-selected', 'true')
  })

  await test.step('a link is copied', async () => {
    await keys.press('s')
    await expect(page.getByRole('textbox', { name: 'Link' })).toBeVisible()
    await keys.walkTo(page.getByRole('button', { name: 'Copy link' }))
    await keys.press('Enter')
    await expect(page.getByText('Copied.')).toBeVisible()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('#v1.')
    await keys.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })

  await test.step('colours, and home', async () => {
    await keys.press('m')
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
    await keys.press('l')
    await expect(page.getByRole('heading', { name: 'Paste what you have.' })).toBeVisible()
  })

  expect(mice).toEqual([])
})
