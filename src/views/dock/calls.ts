import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { parseHandle } from '../../transcript/handle.ts'
import { useCommands } from '../kit/commands.ts'
import { useOpened, useScreen } from '../kit/screen.ts'

/** `>` and `<`, which are `.` and `,` with Shift, walk the calls of all turns as those walk the problems. */
export function useCallCommands(): void {
  const { queries, handles, notices } = useScreen()
  const client = useQueryClient()
  const opened = useOpened()
  const last = useRef<{ readonly key: string; readonly at: number }>(undefined)
  const step = async (by: 1 | -1) => {
    if (!opened) return
    const { key } = opened
    const digest = await client.fetchQuery(queries.pairing(key))
    const rails = 'rails' in digest ? digest.rails : []
    if (rails.length === 0) return notices.tell({ id: 'calls', sentence: 'No call is made in what is open.' })
    const from = last.current?.key === key ? last.current.at : by > 0 ? -1 : 0
    const at = (from + by + rails.length) % rails.length
    last.current = { key, at }
    const handle = parseHandle(rails[at]?.handle ?? '')
    if (handle) await handles.go(handle)
  }
  useCommands([
    { id: 'call.next', title: 'Next call', group: 'Go', keys: ['>'], run: () => void step(1) },
    { id: 'call.previous', title: 'Previous call', group: 'Go', keys: ['<'], run: () => void step(-1) },
  ])
}
