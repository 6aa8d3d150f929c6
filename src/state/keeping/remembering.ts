// What is open is kept: masked, with the words by which it is listed, and as long as there is room.
import type { Opened } from '../../engine/answers/opened.ts'
import type { Saved } from '../../engine/answers/taken-along.ts'
import type { EngineClient } from '../../engine/client.ts'
import type { Remark } from '../../transcript/transcript.ts'
import type { NoticeStore } from '../notices.ts'
import type { RecentList } from './recent-list.ts'
import { outOfRoom } from './room.ts'
import type { Recent, Shelf } from './shelf.ts'
import { whyNot } from './why-not.ts'

/** Keeps what is open, if the person agreed to that. */
export type Remember = (key: string, opened: Opened, remarks: readonly Remark[]) => Promise<void>

interface Surroundings {
  readonly engine: EngineClient
  readonly shelf: Shelf
  readonly notices: NoticeStore
  readonly recents: RecentList
}

export function createRemember({ engine, shelf, notices, recents }: Surroundings): Remember {
  const refuse = (key: string, why: string) =>
    recents.store.setState(({ refused }) => ({ refused: { ...refused, [key]: why } }))

  const accept = (key: string) =>
    recents.store.setState(({ refused: { [key]: _, ...others } }) => ({ refused: others }))

  async function remember(key: string, opened: Opened, remarks: readonly Remark[]): Promise<void> {
    if (!recents.isOn()) return
    if (recents.store.getState().list.length === 0) await recents.refresh()
    const { name, verdict, severity } = wordsOf(opened)
    const words = [name, verdict, opened.report.sentence, ...opened.report.reasons]
    const saved = await engine.ask('save', { key: opened.key, remarks, words })
    if ('problem' in saved) return refuse(key, saved.problem)
    await recents.inTurn(async () => {
      const recent = { ...listed(opened, saved, severity, recents.known(key)), key }
      await shelf.put(recent, { text: saved.text })
      accept(key)
      await recents.refresh()
      await makeRoom(recent)
    })
  }

  /** The oldest go, and it is told which. */
  async function makeRoom({ key, name }: Recent): Promise<void> {
    const gone = outOfRoom(recents.store.getState().list, key)
    if (gone.length === 0) return
    await shelf.remove(gone.map((one) => one.key))
    await recents.refresh()
    const names = gone.map((one) => `“${one.name}”`).join(', ')
    notices.tell({
      id: 'shelf.room',
      sentence: `To keep “${name}”, the oldest had to go: ${names}. Pinned ones stay.`,
    })
  }

  return (key, opened, remarks) =>
    remember(key, opened, remarks).catch((error: unknown) => {
      refuse(key, `It was not kept: ${whyNot(error)}.`)
      notices.tell({
        id: 'shelf',
        sentence: `“${wordsOf(opened).name}” was not kept: ${whyNot(error)}. It stays open in this tab, and a link or a file can hold it.`,
      })
    })
}

/** As it is listed. What it was called and taken for when it was kept first stays, and so does what a person made of it. */
function listed(
  { exchanges }: Opened,
  saved: Saved,
  severity: Recent['severity'],
  before: Recent | undefined,
): Omit<Recent, 'key'> {
  const [masked = '', said = '', sentence = '', ...reasons] = saved.words
  return {
    name: before?.name ?? masked,
    openedAt: Date.now(),
    size: saved.text.length,
    exchanges: exchanges.length,
    verdict: said,
    ...(severity ? { severity } : {}),
    sentence: before?.sentence ?? sentence,
    reasons: before?.reasons ?? reasons,
    // What was masked once stands masked: it is not found again.
    masked: before?.masked.length ? before.masked : saved.masked,
    remarks: saved.remarks,
    isPinned: before?.isPinned ?? false,
    ...(before?.isEdited ? { isEdited: true } : {}),
  }
}

/** The words by which it is listed. */
function wordsOf({
  title,
  exchanges,
  report,
  findings,
}: Opened): Pick<Recent, 'name' | 'verdict' | 'severity'> {
  const worst = (['error', 'warning'] as const).flatMap((severity) => {
    const found = findings.find((finding) => finding.severity === severity)
    return found ? [{ verdict: found.message, severity }] : []
  })[0]
  return {
    name: title ?? exchanges[0]?.name ?? report.sentence.replace(/\.$/, ''),
    ...(worst ?? { verdict: 'No rule found anything wrong.' }),
  }
}
