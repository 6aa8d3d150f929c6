import { Fragment } from 'react'

/** A sentence of the core, in which code stands between backticks. */
export const Prose = ({ children }: { readonly children: string }) =>
  children.split('`').map((piece, i) => {
    // Every second piece stood between two backticks; the pieces of a sentence never change places.
    const key = `${i} ${piece}`
    return i % 2 === 1 ? <code key={key}>{piece}</code> : <Fragment key={key}>{piece}</Fragment>
  })
