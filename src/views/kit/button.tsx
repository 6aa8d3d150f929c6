import type { ComponentProps } from 'react'
import css from './button.module.css'

interface ButtonProps extends ComponentProps<'button'> {
  /** `quiet` has no border until it is touched. */
  readonly look?: 'plain' | 'quiet' | 'strong'
}

export const Button = ({ look = 'plain', className = '', ...rest }: ButtonProps) => (
  <button type="button" className={`${css.button} ${css[look]} ${className}`} {...rest} />
)

export const Key = ({ children }: { readonly children: string }) => <kbd className={css.key}>{children}</kbd>
