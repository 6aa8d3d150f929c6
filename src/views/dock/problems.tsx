// biome-ignore-all lint/a11y/useSemanticElements: items of a list element cannot come and go in slices.
import type { Finding } from '../../inspect/finding.ts'
import { useCommands } from '../kit/commands.ts'
import { useHeldInSight } from '../kit/in-sight.ts'
import { Prose } from '../kit/prose.tsx'
import { useOpened, useScreen, useView } from '../kit/screen.ts'
import { Slices } from '../kit/slices.tsx'
import { countOf, JUDGING, placeLine, SEVERITY_GLYPHS } from '../kit/words.ts'
import css from './dock.module.css'

const NONE: readonly Finding[] = []
/** Px of one whose message is a line long. */
const LIKELY = 25

/** `.` and `,` walk the problems, whatever the dock shows. */
export function useProblemCommands(): void {
  const { walkProblems } = useScreen()
  const opened = useOpened()
  const { length } = opened?.findings ?? NONE
  const off = length === 0 ? { off: opened?.isJudging ? JUDGING : 'No rule has anything to say.' } : {}
  useCommands([
    {
      id: 'problem.next',
      title: 'Next problem',
      group: 'Problems',
      keys: ['.', 'F8'],
      ...off,
      run: () => void walkProblems(1),
    },
    {
      id: 'problem.previous',
      title: 'Previous problem',
      group: 'Problems',
      keys: [',', 'Shift+F8'],
      ...off,
      run: () => void walkProblems(-1),
    },
  ])
}

/** What the rules report. */
export function Problems() {
  const screen = useScreen()
  const opened = useOpened()
  const findings = opened?.findings ?? NONE
  const chosen = useView().problem
  return (
    <section aria-label="Problems">
      {findings.length === 0 ? (
        <p className={css.none}>
          {opened?.isJudging
            ? JUDGING
            : (opened?.unjudged ?? 'No rule has anything to say about what is here.')}
        </p>
      ) : (
        <div role="list">
          <Slices as="div" count={findings.length} likely={LIKELY} wanted={chosen}>
            {(from, to) =>
              findings.slice(from, to).map((finding, i) => (
                // Findings are computed once for a transcript: their place in the list is their name.
                <Problem
                  // biome-ignore lint/suspicious/noArrayIndexKey: see above
                  key={from + i}
                  index={from + i}
                  total={findings.length}
                  finding={finding}
                  isChosen={from + i === chosen}
                  onChoose={() => void screen.showProblem(from + i)}
                />
              ))
            }
          </Slices>
        </div>
      )}
    </section>
  )
}

interface ProblemProps {
  /** Place in the list of findings, from 0. */
  readonly index: number
  readonly total: number
  readonly finding: Finding
  readonly isChosen: boolean
  readonly onChoose: () => void
}

function Problem({ index, total, finding, isChosen, onChoose }: ProblemProps) {
  const { severity, rule, message, places } = finding
  const ref = useHeldInSight<HTMLButtonElement>(isChosen)
  const [first, ...others] = places
  return (
    <div role="listitem" aria-posinset={index + 1} aria-setsize={total}>
      <button
        ref={ref}
        type="button"
        className={css.problem}
        data-finding={index}
        aria-current={isChosen}
        onClick={onChoose}
      >
        <span className={css.glyph} data-severity={severity} role="img" aria-label={severity}>
          {SEVERITY_GLYPHS[severity]}
        </span>
        <code>{rule}</code>
        <span className={css.message} title={message}>
          <Prose>{message}</Prose>
        </span>
        <span className={css.place} title={places.map(placeLine).join('\n')}>
          {first && placeLine(first)}
          {others.length > 0 && `, ${countOf(others.length, 'more place')}`}
        </span>
      </button>
    </div>
  )
}
