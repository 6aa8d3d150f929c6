import type { Locator } from '@playwright/test'
import type { App } from './app.ts'
import { expect } from './app.ts'

/** How the screen is brought to where it is looked at; it ends with what must be there before anybody looks. */
export interface View {
  readonly name: string
  /** What is in the address; the library where nothing is named. */
  readonly at?: string
  readonly width?: number
  readonly height?: number
  readonly forcedColors?: boolean
  /** What the picture is of, where the rest is seen in other pictures; axe looks at the whole page. */
  readonly part?: (app: App) => Locator
  readonly reach: (app: App) => Promise<void>
}

export const SWALLOWED = '#sample=litellm-25836'

export const shows = (text: string | RegExp) => (app: App) => expect(app.grid).toContainText(text)

export const pasted =
  (text: string, then: (app: App) => Promise<void>) =>
  async (app: App): Promise<void> => {
    await app.paste(text)
    await then(app)
  }

export const said = (text: string | RegExp) => (app: App) => expect(app.judgement).toContainText(text)

export const pressed = (key: string, dialog: string) => async (app: App) => {
  await shows('write_reading')(app)
  await app.page.keyboard.press(key)
  await expect(app.page.getByRole('dialog', { name: dialog })).toBeVisible()
}

export const middle = (app: App) => app.page.getByRole('main')
export const dock = (app: App) => app.judgement
export const dialog = (app: App) => app.page.getByRole('dialog')

export const finding = async (app: App) => {
  await expect(app.detail).toContainText('References')
  await expect(app.lit.first()).toBeVisible()
}

export const library = (app: App) =>
  expect(app.page.getByRole('button', { name: /sequence|swallowed/i })).toBeVisible()
