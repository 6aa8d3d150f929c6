import { expect } from './app.ts'
import { FORTY_TURNS, LONG_NAMES, MANY_FINDINGS, MANY_SCRIPTS } from './trying.ts'
import type { View } from './view.ts'
import { dock, finding, library, middle, pasted, SWALLOWED, shows } from './view.ts'

/** The screen where it is hardest: much of everything, all widths, colours that are not ours. */
export const EXTREMES: readonly View[] = [
  {
    name: 'many-turns',
    part: (app) => app.page.getByRole('navigation'),
    reach: pasted(FORTY_TURNS, shows('Tromsø')),
  },
  {
    name: 'many-findings',
    part: dock,
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
  { name: 'finding-900', at: SWALLOWED, width: 900, height: 760, reach: finding },
  { name: 'finding-3840', at: SWALLOWED, width: 3840, height: 640, reach: finding },
  { name: 'finding-forced-colours', at: SWALLOWED, forcedColors: true, reach: finding },
  {
    name: 'rails-forced-colours',
    at: '#sample=litellm-22578&at=x1.request&panel=pairing',
    forcedColors: true,
    reach: async (app) => {
      await expect(app.judgement).toContainText('wind_forecast')
      await app.cell(5, 'source').click()
      await shows('call 2 ends')(app)
    },
  },
  {
    name: 'library-forced-colours',
    height: 420,
    forcedColors: true,
    reach: library,
  },
]
