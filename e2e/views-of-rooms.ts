import { expect, LOADING } from './app.ts'
import { CURL, GEMINI_STREAM, SWALLOWED_STREAM } from './streams.ts'
import { TIMED } from './trying.ts'
import type { View } from './view.ts'
import { dialog, dock, finding, library, middle, pasted, pressed, SWALLOWED, said, shows } from './view.ts'

/** Every room of the screen, once. What is added to the screen is added here. */
export const ROOMS: readonly View[] = [
  { name: 'library', reach: library },
  {
    name: 'refused',
    height: 560,
    reach: pasted('{"model":"gpt-5","messages":[{"role":"user","content":"What is 17 + ', async (app) => {
      await expect(app.refusal).toBeVisible()
      await library(app)
    }),
  },
  {
    name: 'rules',
    height: 560,
    at: '#rules',
    reach: (app) => expect(app.page.getByText('TOOL_ARGS_LOST')).toBeVisible(),
  },
  {
    name: 'rule',
    height: 560,
    at: '#rule=TOOL_ARGS_LOST',
    reach: (app) => expect(app.page.getByRole('heading', { name: 'How to mend it' })).toBeVisible(),
  },
  { name: 'finding', at: SWALLOWED, width: 1440, height: 900, reach: finding },
  {
    name: 'atom',
    part: (app) => app.detail,
    reach: pasted(GEMINI_STREAM, async (app) => {
      await app.cell(3, 'source').getByText('functionCall').click()
      await expect(app.detail).toContainText('{"a":17,"b":25}')
    }),
  },
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
    name: 'other-side',
    at: `${SWALLOWED}&at=x2.e3&problem=0`,
    width: 1440,
    height: 900,
    reach: (app) => expect(app.cell(3, 'other').locator('[data-lit]').first()).toContainText('tool_use'),
  },
  {
    name: 'rails',
    part: middle,
    at: '#sample=litellm-22578&at=x1.request',
    reach: async (app) => {
      await app.grid.waitFor()
      await app.page.keyboard.press('6')
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
      expect(app.page.locator('.monaco-editor .view-line').first()).toContainText('message_start', LOADING),
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
    name: 'timeline',
    part: (app) => app.page.getByRole('contentinfo'),
    reach: pasted(TIMED, (app) => expect(app.page.getByRole('region', { name: 'Timeline' })).toBeVisible()),
  },
  {
    name: 'search',
    at: SWALLOWED,
    part: middle,
    reach: async (app) => {
      await finding(app)
      await app.page.keyboard.press('/')
      await app.page.keyboard.type('write')
      await expect(app.page.locator('#hits')).toHaveText('1 of 2')
    },
  },
  {
    name: 'filter',
    at: SWALLOWED,
    part: middle,
    reach: async (app) => {
      await finding(app)
      await app.page.keyboard.press('f')
      await app.page.keyboard.type('part:to')
      await expect(app.page.getByRole('option', { name: /part:tool-call/ })).toBeVisible()
    },
  },
  {
    name: 'menu',
    at: SWALLOWED,
    part: (app) => app.page.getByRole('menu'),
    reach: async (app) => {
      await finding(app)
      await app.cell(7, 'openai-chat').getByText('arguments').click({ button: 'right' })
      await expect(app.page.getByRole('menu')).toBeVisible()
    },
  },
  {
    name: 'corrected',
    at: SWALLOWED,
    part: dialog,
    reach: async (app) => {
      await expect(app.detail.getByRole('button', { name: 'Show the corrected reply' })).toBeVisible()
      await app.page.keyboard.press('x')
      await expect(dialog(app)).toContainText('partial_json')
    },
  },
  {
    name: 'keeping',
    part: dialog,
    reach: pasted(GEMINI_STREAM, async (app) => {
      await shows('add_numbers')(app)
      await app.page.getByRole('button', { name: 'Not kept' }).click()
      await expect(dialog(app)).toContainText('nothing is stored')
    }),
  },
  { name: 'dock-notes', at: `${SWALLOWED}&panel=notes`, part: dock, reach: finding },
  {
    name: 'share',
    part: dialog,
    reach: pasted(CURL, async (app) => {
      await shows('Be brief.')(app)
      await app.page.keyboard.press('s')
      await expect(app.page.getByRole('textbox', { name: 'Link' })).toBeVisible()
    }),
  },
  {
    name: 'report',
    part: dialog,
    at: SWALLOWED,
    reach: async (app) => {
      await finding(app)
      await app.page.keyboard.press('Shift+R')
      await expect(app.page.getByRole('textbox', { name: 'Issue' })).toHaveValue(/## Open it/)
    },
  },
  {
    name: 'report-400',
    width: 400,
    part: dialog,
    at: SWALLOWED,
    reach: async (app) => {
      await shows('write_reading')(app)
      await app.page.keyboard.press('Shift+R')
      await app.page.getByRole('radio', { name: 'Vitest' }).check()
      await expect(app.page.getByRole('textbox', { name: 'Vitest' })).toHaveValue(/CORRECTED/)
    },
  },
  {
    name: 'report-forced-colours',
    part: dialog,
    at: SWALLOWED,
    forcedColors: true,
    reach: async (app) => {
      await finding(app)
      await app.page.keyboard.press('Shift+R')
      await expect(app.page.getByRole('textbox', { name: 'Issue' })).toHaveValue(/## Open it/)
    },
  },
  { name: 'palette', at: SWALLOWED, part: dialog, reach: pressed('Control+k', 'Commands') },
  { name: 'keys', at: SWALLOWED, part: dialog, reach: pressed('?', 'Keys') },
]
