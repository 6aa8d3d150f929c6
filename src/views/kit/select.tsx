import css from './select.module.css'

interface SelectProps<V extends string> {
  readonly label: string
  /** Value and words of each. */
  readonly options: readonly (readonly [value: V, words: string])[]
  readonly chosen: V | undefined
  readonly onChoose: (value: V) => void
}

export const Select = <V extends string>({ label, options, chosen, onChoose }: SelectProps<V>) => (
  <select
    className={css.select}
    aria-label={label}
    value={chosen ?? ''}
    onChange={({ target }) => onChoose(target.value as V)}
  >
    {chosen === undefined && <option value="">none</option>}
    {options.map(([value, words]) => (
      <option key={value} value={value}>
        {words}
      </option>
    ))}
  </select>
)
