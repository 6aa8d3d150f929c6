import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { UnreadDraft } from '../../engine/answers/edited.ts'
import type { Opened } from '../../engine/answers/opened.ts'
import type { HalfPlace } from '../../state/editing/drafts.ts'
import { useScreen } from '../kit/screen.ts'
import type { EditorMark } from './editor-marks.ts'

const ALL_READ: readonly UnreadDraft[] = []

export interface Marks {
  /** Undefined while that is asked: the marks that stand move with the text. */
  readonly findings: readonly EditorMark[] | undefined
  /** Where the text cannot be read. */
  readonly unread: readonly EditorMark[]
}

/** What is to be marked in the text of a half. */
export function useEditorMarks(opened: Opened, origin: string, { exchange, half }: HalfPlace): Marks {
  const { queries, edits } = useScreen()
  const { data } = useQuery(queries.textMarks(opened.key, exchange, half))
  const unread = useStore(edits, (state) => state[origin]?.unread ?? ALL_READ)
  const findings = useMemo(() => {
    if (!data || 'problem' in data) return undefined
    return data.flatMap(({ problem, ...range }): EditorMark[] => {
      const finding = opened.findings[problem]
      return finding ? [{ ...range, problem, ...said(finding) }] : []
    })
  }, [data, opened])
  const torn = useMemo(
    () => unread.filter((one) => one.exchange === exchange && one.half === half).map(tornMark),
    [unread, exchange, half],
  )
  return { findings, unread: torn }
}

const tornMark = ({ offset, sentence }: UnreadDraft): EditorMark => ({
  start: offset,
  end: offset + 1,
  severity: 'error',
  message: `Not read from here on. ${sentence}`,
})

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
