import css from './coming.module.css'

interface ComingProps {
  /** What is on its way. It is shown where that takes long. */
  readonly children: string
  /** How many lines will stand here, about. */
  readonly lines?: number
}

/** Where something will stand, before it is there. */
export const Coming = ({ children, lines = 7 }: ComingProps) => (
  <div className={css.coming} role="status">
    <p className={css.words}>{children}</p>
    {Array.from({ length: lines }, (_, line) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: lines never change places
      <i key={line} className={css.line} />
    ))}
  </div>
)
