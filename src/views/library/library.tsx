import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { Sample } from '../../state/samples.ts'
import { Button } from '../kit/button.tsx'
import { Coming } from '../kit/coming.tsx'
import { openFiles } from '../kit/files.ts'
import { Prose } from '../kit/prose.tsx'
import { useScreen } from '../kit/screen.ts'
import css from './library.module.css'
import { Recents } from './recents.tsx'
import { Refused } from './refused.tsx'

/** Where nothing is open yet: what may be pasted, and the founding cases. */
export function Library() {
  const { session, recents, queries } = useScreen()
  const refusal = useStore(session, (state) => state.refusal)
  const { data: samples, error } = useQuery(queries.samples())
  const isRead = useStore(recents, (state) => state.isRead)
  useFreshRecents()
  // Who comes back looks for what was open; who is new, for what this is.
  const hasRecents = useStore(recents, ({ list }) => list.length > 0)
  return (
    <div
      className={css.library}
      data-returns={hasRecents || undefined}
      data-refused={refusal ? true : undefined}
    >
      {refusal ? <Refused refusal={refusal} /> : <Welcome />}
      {/* Together, once all is known: none of it may push the other away. */}
      {isRead && (samples || error) ? (
        <>
          {hasRecents && <Recents />}
          <Cases samples={samples ?? []} trouble={error?.message} />
          {!hasRecents && <Recents />}
        </>
      ) : (
        <section className={css.happened}>
          <Coming lines={14}>Fetching cases that happened…</Coming>
        </section>
      )}
    </div>
  )
}

/** Other tabs keep and remove, too. */
function useFreshRecents(): void {
  const { recents } = useScreen()
  useEffect(() => {
    const refresh = () => void (document.visibilityState === 'visible' && recents.refresh())
    refresh()
    document.addEventListener('visibilitychange', refresh)
    return () => document.removeEventListener('visibilitychange', refresh)
  }, [recents])
}

function Welcome() {
  const { session } = useScreen()
  return (
    <section className={css.target}>
      <h1 className={css.title}>Paste what you have.</h1>
      <p className={css.lead}>
        A request, a reply, a stream or a HAR of any LLM API: see what it is, what is wrong, and what it is in
        the other dialects. It is read in this tab, and leaves it only if you send it.
      </p>
      <div className={css.actions}>
        <PasteButton />
        <Button onClick={() => openFiles(session)}>Open files…</Button>
        <span className={css.hint}>or drop files anywhere, several at once</span>
      </div>
      <p className={css.kinds}>
        curl · raw HTTP · Python or TypeScript · JSON · SSE log · HAR · an issue’s text with fenced blocks
      </p>
    </section>
  )
}

function PasteButton() {
  const { session } = useScreen()
  const paste = () =>
    navigator.clipboard.readText().then(
      (content) => session.openInputs([{ content }]),
      () => session.setState({ refusal: CLOSED_CLIPBOARD }),
    )
  return (
    <Button look="strong" onClick={() => void paste()}>
      Paste
    </Button>
  )
}

const CLOSED_CLIPBOARD = {
  sentence:
    'The browser keeps the clipboard closed to buttons here: press Ctrl+V (⌘V on a Mac) instead, or paste below.',
  reasons: [],
  notes: [],
  head: '',
  rest: 0,
  tail: '',
}

interface CasesProps {
  readonly samples: readonly Sample[]
  readonly trouble: string | undefined
}

function Cases({ samples, trouble }: CasesProps) {
  const { address } = useScreen()
  return (
    <section className={css.happened} aria-labelledby="cases">
      <h2 id="cases" className={css.sectionTitle}>
        Or start from a case that happened
      </h2>
      {trouble && <p className={css.hint}>{trouble}</p>}
      <ul className={css.cases}>
        {samples.map(({ id, title, summary }) => (
          <li key={id}>
            <button type="button" className={css.case} onClick={() => address.open({ kind: 'sample', id })}>
              <b>
                <Prose>{title}</Prose>
              </b>
              <span>
                <Prose>{summary}</Prose>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p className={css.more}>
        <a href="#rules">What is looked for, rule by rule</a>
      </p>
    </section>
  )
}
