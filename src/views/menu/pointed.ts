import type { Column } from '../../engine/answers/window.ts'

/** What an element of the screen stands for. */
export type Pointed =
  | { readonly kind: 'line'; readonly row: number; readonly column: Column; readonly atom: number }
  | { readonly kind: 'finding'; readonly index: number }
  | { readonly kind: 'exchange'; readonly id: string }

/** What has a menu of the browser's own that people need. */
const OWN_MENU = 'input, textarea, select, a[href], img, [contenteditable="true"], .monaco-editor'

export function pointedAt(target: EventTarget | null): Pointed | undefined {
  if (!(target instanceof Element) || target.closest(OWN_MENU)) return undefined
  const finding = target.closest<HTMLElement>('[data-finding]')?.dataset.finding
  if (finding !== undefined) return { kind: 'finding', index: Number(finding) }
  const exchange = target.closest<HTMLElement>('[data-exchange]')?.dataset.exchange
  if (exchange !== undefined) return { kind: 'exchange', id: exchange }
  const row = target.closest<HTMLElement>('[role="row"][data-index]')?.dataset.index
  if (row === undefined) return undefined
  const column = target.closest<HTMLElement>('[data-column]')?.dataset.column ?? 'source'
  const atom = target.closest<HTMLElement>('[data-atom]')?.dataset.atom ?? '0'
  return { kind: 'line', row: Number(row), column: column as Column, atom: Number(atom) }
}

/** Below it, or in the middle of the window where it is not drawn. */
export function whereIs(pointed: Pointed): { readonly x: number; readonly y: number } {
  const element = document.querySelector(selectorOf(pointed))
  if (!element) return { x: innerWidth / 2, y: innerHeight / 3 }
  const { left, bottom } = element.getBoundingClientRect()
  return { x: left + 8, y: bottom }
}

function selectorOf(pointed: Pointed): string {
  if (pointed.kind === 'finding') return `[data-finding="${pointed.index}"]`
  if (pointed.kind === 'exchange') return `[data-exchange="${CSS.escape(pointed.id)}"]`
  return `[id="cell-${pointed.row}-${pointed.column}"] [data-atom="${pointed.atom}"]`
}
