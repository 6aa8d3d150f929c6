import type { ReactNode } from 'react'
import { Component } from 'react'
import css from './boundary.module.css'
import { Button } from './button.tsx'

interface BoundaryProps {
  /** What stands inside, as the subject of a sentence: `This lane`. */
  readonly what: string
  /** Another one: what is inside is drawn again. */
  readonly resetKey?: unknown
  /** In a line of text, where there is no room for more. */
  readonly isSmall?: boolean
  readonly children: ReactNode
}

interface Trouble {
  readonly error: Error | undefined
  /** The views that stand around the one that threw. */
  readonly stack: string
}

const NONE: Trouble = { error: undefined, stack: '' }

/** What throws while it is drawn takes only itself off the screen, and says so in its place. */
export class Boundary extends Component<BoundaryProps, Trouble> {
  override state: Trouble = NONE

  static getDerivedStateFromError(error: unknown): Trouble {
    return { error: error instanceof Error ? error : new Error(String(error)), stack: '' }
  }

  override componentDidCatch(_: unknown, info: { readonly componentStack?: string | null }): void {
    this.setState({ stack: info.componentStack ?? '' })
  }

  override componentDidUpdate(before: BoundaryProps): void {
    if (this.state.error && before.resetKey !== this.props.resetKey) this.retry()
  }

  private readonly retry = () => this.setState(NONE)

  override render(): ReactNode {
    const { what, isSmall = false, children } = this.props
    const { error, stack } = this.state
    if (!error) return children
    const details = `${what} could not be drawn: ${error.message}\n\n${error.stack ?? ''}\n${stack}`
    return (
      <div className={isSmall ? css.small : css.trouble} role={isSmall ? undefined : 'alert'}>
        <p>
          {what} could not be drawn: {error.message || 'no reason was given'}. The others are as they were.
        </p>
        <div className={css.actions}>
          <Button onClick={this.retry}>Try again</Button>
          <Button look="quiet" onClick={() => void navigator.clipboard?.writeText(details)}>
            Copy details
          </Button>
        </div>
      </div>
    )
  }
}
