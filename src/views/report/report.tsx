import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useRef, useState } from 'react'
import type { Problem } from '../../engine/answers/problem.ts'
import type { Reported } from '../../engine/answers/reported.ts'
import type { Asks } from '../../engine/protocol.ts'
import type { Finding } from '../../inspect/finding.ts'
import { findingHandle } from '../../transcript/handle.ts'
import { Button } from '../kit/button.tsx'
import { Coming } from '../kit/coming.tsx'
import { Masks } from '../kit/masks.tsx'
import { Quiet } from '../kit/quiet.tsx'
import { useOpened, useScreen, useView } from '../kit/screen.ts'
import { Sheet } from '../kit/sheet.tsx'
import unseen from '../kit/unseen.module.css'
import { countOf } from '../kit/words.ts'
import css from './report.module.css'

type Form = Asks['report']['ask']['form']

const FORMS: readonly { readonly form: Form; readonly title: string; readonly what: string }[] = [
  { form: 'issue', title: 'Issue', what: 'the issue' },
  { form: 'vitest', title: 'Vitest', what: 'the test' },
  { form: 'pytest', title: 'pytest', what: 'the test' },
  { form: 'capture', title: 'Smallest capture', what: 'the smallest capture' },
]

/** The problem that the eye is on, or else the worst one, as something to hand on. */
export function Report({ onClose }: { readonly onClose: () => void }) {
  const opened = useOpened()
  const { problem = 0 } = useView()
  // What is shown when it was opened stays: what it is about must not change under somebody's hands.
  const [subject] = useState({ opened, problem })
  const finding = subject.opened?.findings[subject.problem]
  return (
    <Sheet title={finding ? titleOf(finding, subject.problem) : 'Report'} isWide onClose={onClose}>
      {subject.opened && finding ? (
        <OfFinding openedKey={subject.opened.key} problem={subject.problem} onClose={onClose} />
      ) : (
        <Quiet>There is no problem here to report.</Quiet>
      )}
    </Sheet>
  )
}

const titleOf = ({ rule }: Finding, problem: number): string => `Report ${findingHandle(problem)}: ${rule}`

interface OfFindingProps {
  readonly openedKey: string
  readonly problem: number
  readonly onClose: () => void
}

function OfFinding({ openedKey, problem, onClose }: OfFindingProps) {
  const { queries } = useScreen()
  const [chosen, choose] = useState<Form>('issue')
  const base = `${location.origin}${location.pathname}`
  const { data, error } = useQuery(queries.report({ key: openedKey, problem, form: chosen, base }))
  const reported = data && !('problem' in data) ? data : undefined
  const known = useLatest(reported)
  return (
    <>
      <Forms chosen={chosen} onChoose={choose} />
      <Paper key={chosen} form={chosen} answer={error ? { problem: error.message } : data}>
        {known?.fragment !== undefined && (
          <a href={`#${known.fragment}`} onClick={onClose}>
            Open the smallest capture
          </a>
        )}
      </Paper>
      <p className={css.reduction} role="status">
        {known?.reduction ?? <Reducing openedKey={openedKey} problem={problem} />}
      </p>
      {known && (
        <Masks
          masked={known.masked}
          none="No key, token or cookie was recognised. Prompts and replies stand in it as they are: look them over if they are private."
          some="Stars stand in their place, and with them the rule was asked again. Prompts and replies stand in it as they are."
        />
      )}
    </>
  )
}

/** What all forms share stays while another form is on its way. */
function useLatest(reported: Reported | undefined): Reported | undefined {
  const latest = useRef<Reported>(undefined)
  if (reported) latest.current = reported
  return reported ?? latest.current
}

interface FormsProps {
  readonly chosen: Form
  readonly onChoose: (form: Form) => void
}

const Forms = ({ chosen, onChoose }: FormsProps) => (
  <fieldset className={css.forms}>
    <legend className={unseen.unseen}>As what</legend>
    {FORMS.map(({ form, title }) => (
      <label key={form}>
        <input type="radio" name="report-form" checked={form === chosen} onChange={() => onChoose(form)} />
        {title}
      </label>
    ))}
  </fieldset>
)

function Reducing({ openedKey, problem }: Pick<OfFindingProps, 'openedKey' | 'problem'>) {
  const { data } = useQuery(useScreen().queries.reducing({ key: openedKey, problem }))
  if (!data) return 'Masking keys, and looking for the smallest capture that shows it…'
  const { judged, frames, characters } = data
  const left = frames.of > 0 ? countOf(frames.left, 'frame') : countOf(characters.left, 'character')
  const of = frames.of > 0 ? frames.of : characters.of
  return `Looking for the smallest capture that shows it: ${left} of ${of.toLocaleString('en')} left after ${countOf(judged, 'trial')}.`
}

interface PaperProps {
  readonly form: Form
  readonly answer: Reported | Problem | undefined
  /** What else can be done with it. */
  readonly children: ReactNode
}

/** The text as it will be taken along, letter by letter. */
function Paper({ form, answer, children }: PaperProps) {
  const [said, setSaid] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  const { title, what } = FORMS.find((one) => one.form === form) ?? { title: '', what: '' }
  const written = answer && 'written' in answer ? answer.written : answer
  const text = written && 'text' in written ? written.text : undefined
  const copy = (whole: string) =>
    navigator.clipboard.writeText(whole).then(
      () => setSaid('Copied.'),
      () => {
        field.current?.select()
        setSaid('The browser keeps the clipboard closed; the text is selected, copy it by hand.')
      },
    )
  return (
    <>
      <div className={css.paper}>
        {!written && <Coming lines={12}>{`Writing ${what}…`}</Coming>}
        {written && 'problem' in written && <Quiet>{written.problem}</Quiet>}
        {text !== undefined && (
          <textarea ref={field} readOnly value={text} aria-label={title} spellCheck={false} />
        )}
      </div>
      <div className={css.actions}>
        <Button
          look="strong"
          disabled={text === undefined}
          onClick={() => void (text !== undefined && copy(text))}
        >
          Copy {what}
        </Button>
        {children}
        <span role="status">{said || (text === undefined ? '' : countOf(text.length, 'character'))}</span>
      </div>
    </>
  )
}
