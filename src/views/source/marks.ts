import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { Opened, UnreadDraft } from '../../engine/protocol.ts'
import type { HalfPlace } from '../../state/edits.ts'
import { useScreen } from '../kit/screen.ts'
import type { EditorMark } from './source-editor.ts'

const ALL_READ: readonly UnreadDraft[] = []

/** What is to be marked in the text of a half: findings, and where it cannot be read. Undefined while that is asked. */
export function useEditorMarks(
  opened: Opened,
  origin: string,
  { exchange, half }: HalfPlace,
): readonly EditorMark[] | undefined {
  const { queries, edits } = useScreen()
  const { data } = useQuery(queries.textMarks(opened.key, exchange, half))
  const unread = useStore(edits, (state) => state[origin]?.unread ?? ALL_READ)
  return useMemo(() => {
    if (!data) return undefined
    const found = 'problem' in data ? [] : data
    const torn = unread.filter((one) => one.exchange === exchange && one.half === half)
    return [
      ...found.flatMap(({ problem, ...range }): EditorMark[] => {
        const finding = opened.findings[problem]
        return finding ? [{ ...range, ...said(finding) }] : []
      }),
      ...torn.map(
        ({ offset, sentence }): EditorMark => ({
          start: offset,
          end: offset + 1,
          severity: 'error',
          message: `Not read from here on. ${sentence}`,
        }),
      ),
    ]
  }, [data, unread, opened, exchange, half])
}

const said = ({
  severity,
  rule,
  message,
  consequence,
  fix,
}: Opened['findings'][number]): Pick<EditorMark, 'severity' | 'message' | 'rule'> => ({
  severity,
  rule,
  message: [message, consequence, fix && `Fix: ${fix}`].filter(Boolean).join('\n\n').replaceAll('`', ''),
})
