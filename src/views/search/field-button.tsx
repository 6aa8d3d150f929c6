import type { ComponentProps } from 'react'
import css from './search.module.css'

/** A small sign in a field, with its words for who cannot see it. */
export const FieldButton = ({ title, ...rest }: ComponentProps<'button'> & { readonly title: string }) => (
  <button type="button" className={css.sign} title={title} aria-label={title} {...rest} />
)
