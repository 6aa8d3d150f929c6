import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'

/** Under what the list of keys and the palette show a command. */
export const GROUPS = [
  'Go',
  'Find',
  'Lanes',
  'Problems',
  'Show',
  'Edit',
  'Copy',
  'Notes',
  'Share',
  'Application',
] as const
export type Group = (typeof GROUPS)[number]

/** Something that a person can do here: by its key, from the palette, or by whatever button runs it. */
export interface Command {
  /** `problem.next`: noun, then verb. */
  readonly id: string
  readonly title: string
  readonly group: Group
  /** As `keyName` tells them: `j`, `?`, `Mod+k`. */
  readonly keys?: readonly string[]
  /** Why it can do nothing just now. */
  readonly off?: string
  /** Its keys work in a text field, too. */
  readonly whileTyping?: true
  run(): void
}

export interface CommandStore extends StoreApi<readonly Command[]> {
  /** Gives back what takes them away again. Of two commands with the same key, the one that came later is meant. */
  add(commands: readonly Command[]): () => void
  /** Runs the command with that key, if there is one that can do something. */
  press(key: string, isTyping: boolean): boolean
}

export function createCommands(): CommandStore {
  const store = createStore<readonly Command[]>(() => [])
  return Object.assign(store, {
    add(commands: readonly Command[]) {
      store.setState((before) => [...before, ...commands], true)
      return () => store.setState((now) => now.filter((one) => !commands.includes(one)), true)
    },
    press(key: string, isTyping: boolean) {
      const withKey = (name: string) =>
        store
          .getState()
          .findLast(
            ({ keys, whileTyping }) => keys?.includes(name) && (!isTyping || whileTyping || isSilent(name)),
          )
      // A capital that nobody asks for is the small letter: caps lock is no other key.
      const command = withKey(key) ?? withKey(key.replace(/^Shift\+(?=\p{L}$)/u, ''))
      if (!command || command.off !== undefined) return false
      command.run()
      return true
    },
  })
}

/** F1 to F12 write nothing, so they mean the same while something is typed. */
const isSilent = (key: string): boolean => /^(?:Shift\+)?F\d+$/.test(key)

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/**
 * A key as commands name it. `Mod` is ⌘ on a Mac and Ctrl elsewhere. Shift is told for letters and for keys that write nothing;
 * of others, it is in what they write. Letters are told small: caps lock is no other key.
 */
export function keyName({ key, ctrlKey, metaKey, altKey, shiftKey }: Press): string {
  const isLetter = /^\p{L}$/u.test(key)
  const name = isLetter ? key.toLowerCase() : key
  const isShifted = shiftKey && (key.length > 1 || isLetter)
  return [ctrlKey || metaKey ? 'Mod' : '', altKey ? 'Alt' : '', isShifted ? 'Shift' : '', name]
    .filter(Boolean)
    .join('+')
}

/** The commands that all words of a wish speak of, those whose title begins with it first. */
export function matching(commands: readonly Command[], wish: string): readonly Command[] {
  const words = wish.toLowerCase().split(/\s+/).filter(Boolean)
  const rank = ({ title, group }: Command): number => {
    const [said, all] = [title.toLowerCase(), `${title} ${group}`.toLowerCase()]
    if (!words.every((word) => all.includes(word))) return -1
    return said.startsWith(words[0] ?? '') ? 0 : 1
  }
  return commands
    .map((command) => ({ command, at: rank(command) }))
    .filter(({ at }) => at >= 0)
    .sort((left, right) => left.at - right.at)
    .map(({ command }) => command)
}
