import type { Input } from '../../engine/answers/opened.ts'
import type { SessionStore } from '../../state/session.ts'

/** Files as they are opened: with where they lie, so that they can be read again. */
export const inputsOf = (files: readonly File[]): Promise<readonly Input[]> =>
  Promise.all(files.map(async (file) => ({ content: await file.arrayBuffer(), name: file.name, file })))

/** Asks by the browser's own window which; nothing is opened where the person leaves it without a choice. */
export function openFiles(session: Pick<SessionStore, 'openInputs'>): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])]
    if (files.length > 0) void inputsOf(files).then(session.openInputs)
  })
  input.click()
}
