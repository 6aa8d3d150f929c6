import type { Locator } from '@playwright/test'
import type { App } from './app.ts'
import { expect } from './app.ts'
import { CURL, GEMINI_STREAM, SWALLOWED_STREAM } from './streams.ts'
import { FORTY_TURNS, LONG_NAMES, MANY_FINDINGS, MANY_SCRIPTS } from './trying.ts'

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

const SWALLOWED = '#sample=litellm-25836'

const shows = (text: string | RegExp) => (app: App) => expect(app.grid).toContainText(text)

const pasted =
  (text: string, then: (app: App) => Promise<void>) =>
  async (app: App): Promise<void> => {
    await app.paste(text)
    await then(app)
  }

const said = (text: string | RegExp) => (app: App) => expect(app.judgement).toContainText(text)

const pressed = (key: string, dialog: string) => async (app: App) => {
  await shows('write_reading')(app)
  await app.page.keyboard.press(key)
  await expect(app.page.getByRole('dialog', { name: dialog })).toBeVisible()
}

const middle = (app: App) => app.page.getByRole('main')
const dock = (app: App) => app.judgement
const dialog = (app: App) => app.page.getByRole('dialog')

const finding = async (app: App) => {
  await expect(app.detail).toContainText('References')
  await expect(app.lit.first()).toBeVisible()
}

const library = (app: App) =>
  expect(app.page.getByRole('button', { name: /sequence|swallowed/i })).toBeVisible()

/** Every view of the screen, once. What is added to the screen is added here. */
export const VIEWS: readonly View[] = [
  { name: 'library', reach: library },
  {
    name: 'refused',
    reach: pasted('{"model":"gpt-5","messages":[{"role":"user","content":"What is 17 + ', (app) =>
      expect(app.refusal).toBeVisible(),
    ),
  },
  {
    name: 'rules',
    at: '#rules',
    reach: (app) => expect(app.page.getByText('TOOL_ARGS_LOST')).toBeVisible(),
  },
  {
    name: 'rule',
    at: '#rule=TOOL_ARGS_LOST',
    reach: (app) => expect(app.page.getByRole('heading', { name: 'How to mend it' })).toBeVisible(),
  },
  { name: 'finding', at: SWALLOWED, width: 1440, height: 900, reach: finding },
  {
    name: 'atom',
    reach: pasted(GEMINI_STREAM, async (app) => {
      await app.cell(3, 'source').getByText('functionCall').click()
      await expect(app.detail).toContainText('{"a":17,"b":25}')
    }),
  },
  { name: 'events', part: middle, reach: pasted(GEMINI_STREAM, shows('add_numbers')) },
  { name: 'request', part: middle, reach: pasted(CURL, shows('Be brief.')) },
  {
    name: 'assembled',
    part: middle,
    at: `${SWALLOWED}&at=x2.assembled`,
    reach: (app) =>
      expect(app.page.getByRole('region', { name: 'Anthropic' })).toContainText('write_reading'),
  },
  {
    name: 'moment',
    part: middle,
    at: `${SWALLOWED}&at=x1.assembled`,
    reach: async (app) => {
      const moment = app.page.getByRole('slider', { name: 'Moment of the stream' })
      await moment.press('Home')
      for (let i = 0; i < 6; i++) await app.page.keyboard.press('j')
      await expect(moment).toHaveAttribute('aria-valuetext', /after frame 7 of 9/)
      await expect(app.page.getByRole('region', { name: 'Chat' })).toContainText('write_reading')
    },
  },
  {
    name: 'headers',
    part: middle,
    reach: pasted(CURL, async (app) => {
      await app.tab('Headers')
      await expect(app.page.getByRole('table')).toContainText('x-goog-api-key')
    }),
  },
  {
    name: 'rails',
    part: middle,
    at: '#sample=litellm-22578&at=x1.request',
    reach: async (app) => {
      await app.page.keyboard.press('5')
      await shows('call 2 ends')(app)
    },
  },
  {
    name: 'clients-eye',
    part: middle,
    reach: pasted(SWALLOWED_STREAM, async (app) => {
      await app.tab('Client’s eye')
      await expect(app.page.getByRole('region', { name: /@anthropic-ai\/sdk/ })).toContainText('"input": {}')
    }),
  },
  {
    name: 'source',
    part: middle,
    at: `${SWALLOWED}&at=x1.source`,
    reach: (app) =>
      expect(app.page.locator('.monaco-editor .view-line').first()).toContainText('message_start'),
  },
  { name: 'dock-sides', at: `${SWALLOWED}&panel=sides`, part: dock, reach: said('as litellm-25836:V1 does') },
  {
    name: 'dock-pairing',
    at: '#sample=litellm-26167&panel=pairing',
    part: dock,
    reach: said('reserve_berth'),
  },
  {
    name: 'dock-chain',
    at: '#sample=litellm-26167&panel=chain',
    part: dock,
    reach: said('left to the server'),
  },
  {
    name: 'dock-difference',
    at: `${SWALLOWED}&panel=difference`,
    part: dock,
    reach: said('did not come through'),
  },
  { name: 'dock-bytes', at: `${SWALLOWED}&at=x2.events&panel=bytes`, part: dock, reach: said('00000020') },
  {
    name: 'share',
    part: dialog,
    reach: pasted(CURL, async (app) => {
      await shows('Be brief.')(app)
      await app.page.keyboard.press('s')
      await expect(app.page.getByRole('textbox', { name: 'Link' })).toBeVisible()
    }),
  },
  { name: 'palette', at: SWALLOWED, part: dialog, reach: pressed('Control+k', 'Commands') },
  { name: 'keys', at: SWALLOWED, part: dialog, reach: pressed('?', 'Keys') },
  { name: 'many-turns', reach: pasted(FORTY_TURNS, shows('Tromsø')) },
  {
    name: 'many-findings',
    reach: pasted(MANY_FINDINGS, (app) => expect(app.problems).toContainText('CALL')),
  },
  { name: 'long-names', reach: pasted(LONG_NAMES, shows('reserve_the_berth')) },
  { name: 'many-scripts', part: middle, reach: pasted(MANY_SCRIPTS, shows('你好')) },
  { name: 'library-400', width: 400, height: 800, reach: library },
  { name: 'finding-400', at: SWALLOWED, width: 400, height: 800, reach: finding },
  {
    name: 'assembled-400',
    at: `${SWALLOWED}&at=x2.assembled`,
    width: 400,
    height: 800,
    reach: (app) => expect(app.page.getByRole('region', { name: 'Chat' })).toContainText('write_reading'),
  },
  {
    name: 'rule-400',
    at: '#rule=TOOL_ARGS_LOST',
    width: 400,
    height: 800,
    reach: (app) => expect(app.page.getByRole('heading', { name: 'How to mend it' })).toBeVisible(),
  },
  { name: 'finding-900', at: SWALLOWED, width: 900, height: 760, reach: finding },
  { name: 'finding-3840', at: SWALLOWED, width: 3840, height: 1200, reach: finding },
  { name: 'finding-forced-colours', at: SWALLOWED, forcedColors: true, reach: finding },
  {
    name: 'library-forced-colours',
    forcedColors: true,
    reach: library,
  },
]
