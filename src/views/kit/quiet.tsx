import type { ReactNode } from 'react'
import css from './quiet.module.css'

/** Says in a calm voice why there is nothing, or not yet. */
export const Quiet = ({ children }: { readonly children: ReactNode }) => (
  <p className={css.quiet} role="status">
    {children}
  </p>
)
