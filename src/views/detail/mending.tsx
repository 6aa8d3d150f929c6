import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { formatOrigin } from '../../state/address.ts'
import { halfWords } from '../../state/editing/drafts.ts'
import { Button, Key } from '../kit/button.tsx'
import { Coming } from '../kit/coming.tsx'
import { useCommands } from '../kit/commands.ts'
import { useScreen } from '../kit/screen.ts'
import { Corrected } from './corrected.tsx'
import css from './detail.module.css'

interface MendingProps {
  readonly openedKey: string
  readonly problem: number
  /** What stands below: not before it is known how much room this takes. */
  readonly children: ReactNode
}

/** What can be done about a finding here and now: the corrected body to look at, and to take. */
export function Mending({ openedKey, problem, children }: MendingProps) {
  const { queries, edits, address } = useScreen()
  const origin = useStore(address, (state) => formatOrigin(state.origin))
  const [isShown, setShown] = useState(false)
  const isTime = useRest()
  const { data, error } = useQuery({ ...queries.fix(openedKey, problem), enabled: isTime || isShown })
  const fix = data && !('problem' in data) ? data : undefined
  const none = error?.message ?? (data && 'problem' in data ? data.problem : undefined)
  const apply = () => {
    setShown(false)
    if (fix) void edits.change(origin, fix, fix.edits, `fix of ${halfWords(fix)}`)
  }
  useCommands([
    {
      id: 'fix.show',
      title: fix ? `Show the corrected ${fix.half}` : 'Show what mends the problem',
      group: 'Problems',
      keys: ['x'],
      // Who asks before it is found sees it when it is.
      ...(none === undefined ? {} : { off: none }),
      run: () => setShown(true),
    },
    {
      id: 'fix.apply',
      title: fix ? `Apply the fix: ${fix.title}` : 'Apply the fix',
      group: 'Edit',
      ...(fix ? {} : { off: none ?? 'It is being looked for.' }),
      run: apply,
    },
  ])
  return (
    <>
      <h4>In this capture</h4>
      {!fix && none === undefined && <Coming lines={3}>Looking for a change that mends it…</Coming>}
      {none !== undefined && <p role="status">{none}</p>}
      {fix && (
        <>
          <p className={css.fix}>{fix.title}</p>
          <p>Tried: with it this rule is silent here, and no other finds an error.</p>
          <div className={css.mending}>
            <Button onClick={() => setShown(true)}>
              Show the corrected {fix.half} <Key>X</Key>
            </Button>
            <Button onClick={apply}>Apply</Button>
          </div>
        </>
      )}
      {(fix || none !== undefined) && children}
      {fix && isShown && <Corrected fix={fix} onApply={apply} onClose={() => setShown(false)} />}
    </>
  )
}

/** What is in sight comes first: the engine tries a fix once the eye rests on the problem. Milliseconds. */
const REST = 250

function useRest(): boolean {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), REST)
    return () => clearTimeout(timer)
  }, [])
  return isOver
}
