import { useQuery } from '@tanstack/react-query'
import { useStore } from 'zustand'
import type { Opened } from '../../engine/answers/opened.ts'
import type { Command } from '../../state/commands.ts'
import type { Theme } from '../../state/settings.ts'
import { Button, Key } from '../kit/button.tsx'
import { useCommands } from '../kit/commands.ts'
import { Prose } from '../kit/prose.tsx'
import { useScreen } from '../kit/screen.ts'
import { countOf } from '../kit/words.ts'
import { KeptBadge } from '../library/kept-badge.tsx'
import css from './header.module.css'
import { verdictOf } from './verdict.ts'

interface HeaderProps {
  /** What is shown; nothing in the library. */
  readonly opened: Opened | undefined
  readonly onShare: () => void
  readonly onHelp: () => void
}

export function Header({ opened, onShare, onHelp }: HeaderProps) {
  const { address, session } = useScreen()
  const leave = () => {
    session.dismiss()
    address.open({ kind: 'library' })
  }
  const goHome: Command = {
    id: 'library.show',
    title: 'To the library',
    group: 'Go',
    keys: ['l'],
    run: leave,
  }
  const goToRules: Command = {
    id: 'rules.show',
    title: 'All rules',
    group: 'Go',
    run: () => address.open({ kind: 'rules' }),
  }
  useCommands([goHome, goToRules])
  return (
    <header className={css.header}>
      <button type="button" className={css.mark} onClick={leave} title="To the library">
        Interlinear
      </button>
      {opened ? <Verdict opened={opened} /> : <span className={css.verdict} />}
      {/* It comes late: what stands after it is where it was. */}
      {opened && <MaskedBadge opened={opened} onShare={onShare} />}
      {opened && <KeptBadge />}
      {opened && (
        <Button onClick={onShare}>
          Share <Key>S</Key>
        </Button>
      )}
      <ThemeButton />
      <Button look="quiet" onClick={onHelp} aria-label="Keyboard shortcuts" title="Keyboard shortcuts">
        <Key>?</Key>
      </Button>
    </header>
  )
}

function Verdict({ opened }: { readonly opened: Opened }) {
  const { address, showProblem } = useScreen()
  const { sentence, more, shown, severity } = verdictOf(opened)
  const show = () => {
    if (!shown) return
    if ('problem' in shown) void showProblem(shown.problem)
    else address.move({ ...address.getState().view, ...shown })
  }
  return (
    <div className={css.verdict}>
      <h1 className={css.sentence} title={sentence}>
        {!shown ? (
          <Prose>{sentence}</Prose>
        ) : (
          <button type="button" className={css.wrong} data-severity={severity} onClick={show}>
            <Prose>{sentence}</Prose>
          </button>
        )}
      </h1>
      {/* Of another sentence it is another: it comes where that ends, and does not slide there. */}
      <p key={sentence} className={css.more} title={more}>
        <Prose>{more}</Prose>
      </p>
    </div>
  )
}

interface MaskedBadgeProps {
  readonly opened: Opened
  readonly onShare: () => void
}

/** Of what is large, keys are looked for when the rest is done: nobody shall wait for rows until they are. */
function MaskedBadge({ opened, onShare }: MaskedBadgeProps) {
  const { queries } = useScreen()
  const { data = [] } = useQuery({ ...queries.masks(opened.key), enabled: !opened.isJudging })
  const count = data.reduce((sum, one) => sum + one.count, 0)
  if (count === 0) return null
  return (
    <Button look="quiet" className={css.masked ?? ''} onClick={onShare} title="What a link would mask">
      {countOf(count, 'secret')} masked in links
    </Button>
  )
}

const NEXT_THEME: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' }
const THEME_WORDS: Readonly<Record<Theme, string>> = { system: 'as the system', light: 'light', dark: 'dark' }
const THEME_GLYPHS: Readonly<Record<Theme, string>> = { system: '◐', light: '○', dark: '●' }

function ThemeButton() {
  const { settings } = useScreen()
  const theme = useStore(settings, (state) => state.theme)
  const words = `Colours: ${THEME_WORDS[theme]}`
  const turn = () => settings.setTheme(NEXT_THEME[theme])
  useCommands([
    {
      id: 'theme.turn',
      title: `Colours: ${THEME_WORDS[NEXT_THEME[theme]]}`,
      group: 'Application',
      keys: ['m'],
      run: turn,
    },
  ])
  return (
    <Button look="quiet" title={words} aria-label={words} onClick={turn}>
      {THEME_GLYPHS[theme]}
    </Button>
  )
}
