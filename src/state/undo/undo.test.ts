import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { EngineClient } from '../../engine/client.ts'
import { createEngine } from '../../engine/engine.ts'
import type { AskName, Asks } from '../../engine/protocol.ts'
import type { Tab } from '../../engine/view.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import { createScreen } from '../screen.ts'

const BODY = '{"model":"gpt-5","messages":[{"role":"user","content":"What is 17 + 25?"}]}'
const PLACE = { exchange: 'x1', half: 'request' } as const
const TABS: readonly Tab[] = ['request', 'source', 'headers', 'client']
const PANELS = ['pairing', 'chain', 'bytes', 'notes'] as const

type Screen = ReturnType<typeof createScreen>

async function start() {
  const worker = createEngine()
  const engine: EngineClient = {
    ask: async <N extends AskName>(name: N, ask: Asks[N]['ask']) =>
      worker.answer(name, ask) as Promise<Asks[N]['answer']>,
  }
  const screen = createScreen(engine, { read: () => '', write: () => {}, onMove: () => {} })
  await screen.session.openInputs([{ content: BODY }])
  const [origin = ''] = Object.keys(screen.session.getState().opened)
  return { screen, origin }
}

const textOf = ({ edits }: Screen, origin: string): string =>
  edits.getState()[origin]?.halves['x1/request']?.text ?? BODY

/** All that a person can see of what they did. */
function seen(screen: Screen, origin: string): object {
  const { lanes, layout, hasLanesBelow } = screen.settings.getState()
  const { view } = screen.address.getState()
  const remarks = Object.values(screen.remarks.getState()).flat()
  return { text: textOf(screen, origin), lanes, layout, hasLanesBelow, view, remarks }
}

type Deed = readonly [what: number, at: number, text: string]

function act(screen: Screen, origin: string, [what, at, text]: Deed): void {
  const { edits, settings, address, remarks } = screen
  const home = origin.replace('local=', '')
  const { view } = address.getState()
  const now = textOf(screen, origin)
  const [from, to] = [at % (now.length + 1), Math.min(now.length, (at % (now.length + 1)) + (at % 4))]
  const deeds = [
    () => edits.type(origin, PLACE, BODY, [{ start: from, end: to, text }]),
    () => edits.reset(origin, PLACE),
    () => settings.toggleLane(DIALECT_IDS[at % 4] ?? 'gemini', 'openai-chat'),
    () => settings.layOut({ ...settings.getState().layout, widths: { gemini: 100 + at } }),
    () => settings.setState({ hasLanesBelow: !settings.getState().hasLanesBelow }),
    () => address.move({ ...view, exchange: 'x1', tab: TABS[at % TABS.length] ?? 'source' }),
    () => address.move({ ...view, panel: PANELS[at % PANELS.length] ?? 'notes' }),
    () => address.seek({ filter: text }),
    () => remarks.put(home, { ...PLACE, pointer: '/model', text }),
    () => remarks.remove(home, { ...PLACE, pointer: '/model' }),
    () => screen.undo(),
    () => screen.redo(),
    () => screen.undo('edit'),
  ]
  deeds[what % deeds.length]?.()
}

const deeds = fc.array(fc.tuple(fc.nat(12), fc.nat(200), fc.string({ maxLength: 4 })), { maxLength: 20 })

it('leads back to the start over whatever was done, and on to the end again', async () => {
  await fc.assert(
    fc.asyncProperty(deeds, async (list) => {
      const { screen, origin } = await start()
      const first = seen(screen, origin)
      for (const deed of list) act(screen, origin, deed)
      while (screen.history.getState().undone.length > 0) screen.redo()
      const last = seen(screen, origin)
      while (screen.history.getState().done.length > 0) screen.undo()
      expect(seen(screen, origin)).toEqual(first)
      while (screen.history.getState().undone.length > 0) screen.redo()
      expect(seen(screen, origin)).toEqual(last)
    }),
    { numRuns: 60 },
  )
})
