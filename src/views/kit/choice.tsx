import type { ComponentProps } from 'react'
import { useInSight } from './in-sight.ts'

interface ChoiceProps extends ComponentProps<'div'> {
  readonly isChosen: boolean
}

/** One of a list below a field. The field keeps the focus and has the keys; the chosen one is always in sight. */
export const Choice = ({ isChosen, ...rest }: ChoiceProps) => (
  <div
    ref={useInSight<HTMLDivElement>(isChosen)}
    role="option"
    tabIndex={-1}
    aria-selected={isChosen}
    {...rest}
  />
)
