import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page, TestInfo } from '@playwright/test'
import { test as base, expect } from '@playwright/test'
import { shiftsSeen, watchShifts } from './shifts.ts'
import { isSlowed, slow } from './slow.ts'

const SHOTS = new URL('../e2e-results/screens/', import.meta.url).pathname

/** For what is loaded first: the editor, or all of it in another browser. */
export const LOADING = { timeout: 60_000 }

type Dock = 'Problems' | 'Two sides' | 'Difference' | 'Pairing' | 'Chain' | 'Raw bytes'

const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice']

/** The app as a person meets it: what they do and what they look at, never how it is made. */
export class App {
  readonly page: Page
  readonly #info: TestInfo

  constructor(page: Page, info: TestInfo) {
    this.page = page
    this.#info = info
  }

  async open(fragment = ''): Promise<void> {
    await this.page.goto(`/${fragment}`)
    await expect(this.page.getByRole('button', { name: 'Interlinear' })).toBeVisible()
  }

  /** As `Ctrl+V` does, wherever the focus is. */
  async paste(text: string): Promise<void> {
    await this.page.evaluate((pasted) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', pasted)
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
      document.body.dispatchEvent(event)
    }, text)
  }

  async drop(files: readonly { readonly name: string; readonly text: string }[]): Promise<void> {
    await this.page.evaluate((dropped) => {
      const dataTransfer = new DataTransfer()
      for (const { name, text } of dropped) dataTransfer.items.add(new File([text], name))
      for (const type of ['dragover', 'drop'])
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
    }, files)
  }

  /** A file that is no text. */
  async dropBytes(name: string, bytes: Uint8Array): Promise<void> {
    await this.page.evaluate(
      ([named, numbers]) => {
        const dataTransfer = new DataTransfer()
        dataTransfer.items.add(new File([new Uint8Array(numbers)], named))
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
      },
      [name, [...bytes]] as const,
    )
  }

  get grid(): Locator {
    return this.page.getByRole('grid')
  }

  row(number: number): Locator {
    return this.grid.locator(`[aria-rowindex="${number + 1}"]`)
  }

  cell(row: number, column: string): Locator {
    return this.row(row).locator(`[data-column="${column}"]`)
  }

  get lit(): Locator {
    return this.grid.locator('[data-lit]')
  }

  get detail(): Locator {
    return this.page.getByRole('complementary', { name: 'Detail' })
  }

  get problems(): Locator {
    return this.page.getByRole('region', { name: 'Problems' })
  }

  /** The dock below the lanes. */
  get judgement(): Locator {
    return this.page.getByRole('region', { name: 'Judgement' })
  }

  async dock(name: Dock): Promise<void> {
    await this.judgement.getByRole('tab', { name }).click()
  }

  /** What happened unasked. */
  get notices(): Locator {
    return this.page.getByRole('status', { name: 'Notices' })
  }

  /** Why something was not opened, with what was given. */
  get refusal(): Locator {
    return this.page.getByRole('alert')
  }

  async tab(name: 'Request' | 'Events' | 'Assembled' | 'Headers' | 'Client’s eye' | 'Source'): Promise<void> {
    await this.page.getByRole('tab', { name }).click()
    await expect(this.page.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true')
  }

  async link(): Promise<string> {
    await this.page.getByRole('button', { name: 'Share' }).click()
    const field = this.page.getByRole('textbox', { name: 'Link' })
    await expect(field).toBeVisible()
    return field.inputValue()
  }

  /** A picture for people, and axe for those who do not see it. */
  async look(name: string): Promise<void> {
    await this.page.mouse.move(0, 0)
    await this.page.screenshot({ path: join(SHOTS, `${name}-${this.#info.project.name}.png`) })
    await this.axe(name)
  }

  /** Whether axe has anything to say; what Monaco makes is not ours to mend. */
  async axe(name: string): Promise<void> {
    // It finds the same at any speed, and takes long.
    if (isSlowed) return
    const { violations } = await new AxeBuilder({ page: this.page })
      .withTags(AXE_TAGS)
      .exclude('.monaco-editor')
      .analyze()
    const told = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
    )
    expect(told, `axe on ${name}`).toEqual([])
  }
}

/** Where something is, once it is there and two pictures have it in the same place. */
export const resting = (place: Locator): Promise<DOMRect> =>
  place.evaluate(async (element) => {
    const next = () => new Promise((resolve) => requestAnimationFrame(resolve))
    for (let before = element.getBoundingClientRect(); ; ) {
      await next()
      await next()
      const box = element.getBoundingClientRect()
      if (JSON.stringify(box) === JSON.stringify(before)) return box.toJSON()
      before = box
    }
  })

/**
 * Nothing may complain in the console, whatever is pasted; the policy's refusals come out there too. And nothing may move
 * by itself while somebody reads.
 */
export const test = base.extend<{ app: App }>({
  app: async ({ page }, use, info) => {
    await slow(page)
    const complaints: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(String(error)))
    const shifts = await watchShifts(page)
    await use(new App(page, info))
    expect(complaints, 'complaints in the console').toEqual([])
    expect(shiftsSeen(shifts), 'moved though nobody had done anything').toEqual([])
  },
})

export { expect }
