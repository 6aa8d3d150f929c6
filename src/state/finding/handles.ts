import type { Opened } from '../../engine/answers/opened.ts'
import type { EngineClient } from '../../engine/client.ts'
import type { View } from '../../engine/view.ts'
import type { Handle } from '../../transcript/handle.ts'
import { formatHandle, parseHandle } from '../../transcript/handle.ts'
import type { AddressStore } from '../address.ts'
import { eyeAt } from '../eye.ts'
import type { FocusStore } from '../focus.ts'
import type { NoticeStore } from '../notices.ts'
import type { SheetAddress } from '../queries.ts'
import { firstFrom } from '../rows/row-order.ts'
import type { FinderStore } from './finder.ts'
import { nextHit } from './finder.ts'

export interface Handles {
  /** What a text names here; nothing where it is no handle of this transcript. */
  known(text: string): Handle | undefined
  /** Goes there; says why not, where there is no such thing. */
  go(handle: Handle): Promise<string | undefined>
  /** Where it is on the screen. */
  locate(handle: Handle): Promise<View | undefined>
  /** To the next hit of a search, or the one before; gives its row. */
  toHit(half: SheetAddress, text: string, rows: Uint32Array, step: 1 | -1): Promise<number | undefined>
}

interface Ground {
  readonly engine: EngineClient
  readonly address: AddressStore
  readonly focus: FocusStore
  readonly finder: FinderStore
  readonly tell: NoticeStore['tell']
  readonly opened: () => Opened | undefined
}

/** Places that have names, and the ways there. */
export function createHandles({ engine, address, focus, finder, tell, opened }: Ground): Handles {
  let latest: Handle | undefined

  /** Who names a row wants to see it: a filter that hides it goes, and can be had back. */
  function showHidden(name: string, { exchange, tab, row }: View): void {
    const { half, filter: found } = finder.getState()
    const { filter } = address.getState().view
    if (row === undefined || !filter || found?.text !== filter || !found.isDone || found.problem) return
    const isHere = half?.exchange === exchange && half?.tab === tab
    if (!isHere || found.rows[firstFrom(found.rows, row)] === row) return
    address.seek({ filter: '' })
    tell({
      id: 'filter.hid',
      sentence: `The filter hid ${name}: all rows are shown again.`,
      actions: [{ title: 'Filter again', run: () => address.seek({ filter }) }],
    })
  }

  return {
    known(text) {
      const handle = parseHandle(text)
      const here = opened()
      if (!handle || !here) return undefined
      const isKnown =
        handle.kind === 'finding'
          ? here.findings[handle.number - 1] !== undefined
          : here.exchanges.some(({ id }) => id === handle.exchange)
      return isKnown ? handle : undefined
    },
    async go(handle) {
      const here = opened()
      if (!here) return 'Nothing is open.'
      latest = handle
      const from = eyeAt(address.getState().view)
      const answer = await engine.ask('handle', { key: here.key, handle })
      // Only the latest wish is granted, and to nobody who went elsewhere before the answer.
      if (latest !== handle || opened()?.key !== here.key) return undefined
      if (eyeAt(address.getState().view) !== from) return undefined
      if ('problem' in answer) return answer.problem
      const { view } = answer
      address.move(view)
      showHidden(formatHandle(handle), view)
      if (view.row !== undefined && handle.kind !== 'finding')
        focus.settle({ row: view.row, column: 'source', atom: 0 }, [])
      return undefined
    },
    async locate(handle) {
      const here = opened()
      const answer = here && (await engine.ask('handle', { key: here.key, handle }))
      return answer && 'view' in answer ? answer.view : undefined
    },
    async toHit(half, text, rows, step) {
      const row = nextHit(rows, address.getState().view.row, step)
      if (row === undefined) return undefined
      const { problem: _, ...view } = address.getState().view
      // At once: who steps on before the answer steps from there.
      address.move({ ...view, row })
      const there = address.getState()
      const at = await engine.ask('hit', { ...half, text, row })
      if (!('problem' in at) && address.getState() === there) focus.settle({ row, ...at }, [])
      return row
    },
  }
}
