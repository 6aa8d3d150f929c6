import { lazy, Suspense, useMemo } from 'react'
import type { TriedFix } from '../../engine/answers/edited.ts'
import { halfWords } from '../../state/editing/drafts.ts'
import { layOutJson } from '../../wire/json-layout.ts'
import { Button } from '../kit/button.tsx'
import { Coming } from '../kit/coming.tsx'
import { Sheet } from '../kit/sheet.tsx'
import css from './detail.module.css'

const TextDifference = lazy(() =>
  import('../kit/text-difference.tsx').then(({ TextDifference }) => ({ default: TextDifference })),
)

interface CorrectedProps {
  readonly fix: TriedFix
  readonly onApply: () => void
  readonly onClose: () => void
}

/** What stands in the capture, and what should have stood there. */
export function Corrected({ fix, onApply, onClose }: CorrectedProps) {
  const { title, half } = fix
  const [before, after] = useMemo(() => overLines(fix), [fix])
  const heads =
    half === 'reply'
      ? ['What the client got', 'What it should have got']
      : ['What was sent', 'What should have been sent']
  return (
    <Sheet title={`The corrected ${halfWords(fix)}`} isWide onClose={onClose}>
      <p className={css.title}>{title}</p>
      <div className={css.heads}>
        {heads.map((head) => (
          <h3 key={head}>{head}</h3>
        ))}
      </div>
      <div className={css.difference}>
        <Suspense fallback={<Coming lines={12}>Loading the editor…</Coming>}>
          <TextDifference before={before} after={after} labels={heads} />
        </Suspense>
      </div>
      <div className={css.mending}>
        <Button look="strong" onClick={onApply}>
          Apply to the capture
        </Button>
        <Button onClick={onClose}>Leave it as it is</Button>
        <span className={css.quietly}>It is an edit as any other: undo takes it back.</span>
      </div>
    </Sheet>
  )
}

/** JSON over lines, so that one sees what differs; anything else as it is. */
function overLines({ before, after }: TriedFix): readonly [before: string, after: string] {
  const [left, right] = [layOutJson(before), layOutJson(after)]
  return left !== undefined && right !== undefined ? [left, right] : [before, after]
}
