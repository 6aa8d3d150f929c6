import type { NoticeStore } from '../notices.ts'
import type { RecentList } from './recent-list.ts'
import type { Shelf } from './shelf.ts'

export interface Removal {
  /** It is gone at once, and can be had back as long as that is told. */
  remove(key: string): Promise<void>
  removeAll(): Promise<void>
}

interface Surroundings {
  readonly shelf: Shelf
  readonly notices: NoticeStore
  readonly recents: RecentList
}

export function createRemoval({ shelf, notices, recents }: Surroundings): Removal {
  const { store, known, inTurn, attempt, refresh } = recents
  const ask = async (what: string, work: () => Promise<void>): Promise<void> =>
    void (await inTurn(() => attempt(what, work)))

  async function remove(key: string): Promise<void> {
    const recent = known(key)
    const [text, drafts = []] = [await shelf.text(key), await shelf.drafts(key)]
    await shelf.remove([key])
    await refresh()
    if (!recent || text === undefined) return
    const putBack = () => {
      notices.dismiss('shelf.removed')
      void ask('It could not be put back', () => shelf.put(recent, { text, drafts })).then(refresh)
    }
    notices.tell({
      id: 'shelf.removed',
      sentence: `“${recent.name}” was removed from this browser.`,
      actions: [{ title: 'Put it back', run: putBack }],
    })
  }

  return {
    remove: (key) => ask('It could not be removed', () => remove(key)),
    removeAll: () =>
      ask('They could not be removed', async () => {
        await shelf.remove((await shelf.list()).map(({ key }) => key))
        notices.dismiss('shelf.removed')
        store.setState({ list: [] })
      }),
  }
}
