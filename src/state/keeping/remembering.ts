// What is open is kept: masked, with the words by which it is listed, and as long as there is room.
import type { Opened } from '../../engine/answers/opened.ts'
import type { Saved } from '../../engine/answers/taken-along.ts'
import type { EngineClient } from '../../engine/client.ts'
import { rowHandle } from '../../transcript/handle.ts'
import type { Remark } from '../../transcript/transcript.ts'
import type { NoticeStore } from '../notices.ts'
import { areSameRemarks } from '../remark-merge.ts'
import type { RemarkPlace } from '../remark-place.ts'
import { createTurns } from '../turns.ts'
import type { RecentList } from './recent-list.ts'
import { outOfRoom } from './room.ts'
import { createSeenRemarks } from './seen-remarks.ts'
import type { Recent, Shelf } from './shelf.ts'
import { whyNot } from './why-not.ts'

type Remarks = readonly Remark[]

export interface Remember {
  /** Keeps what is open, if the person agreed to that. Gives its pins and notes with those that other tabs kept since. */
  remember(key: string, opened: Opened, remarks: Remarks): Promise<Remarks | undefined>
  /** The same pins and notes, with those of other tabs; nothing is written. Undefined where nothing is to be learnt. */
  adopt(key: string, remarks: Remarks): Promise<Remarks | undefined>
}

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

  const seen = createSeenRemarks()

  async function remember(key: string, opened: Opened, remarks: Remarks): Promise<Remarks | undefined> {
    if (!recents.isOn()) return undefined
    const { name, verdict, severity } = wordsOf(opened)
    const words = [name, verdict, opened.report.sentence, ...opened.report.reasons]
    for (;;) {
      const before = await shelf.recent(key)
      const merged = seen.merge(key, remarks, before?.remarks)
      const saved = await engine.ask('save', { key: opened.key, remarks: merged.remarks, words })
      if ('problem' in saved) {
        refuse(key, saved.problem)
        return undefined
      }
      // Another tab may write while keys are masked here: then it is heard first.
      const over = (now: Recent | undefined): Recent | undefined =>
        areSameRemarks(now?.remarks ?? [], before?.remarks ?? [])
          ? { ...listed(opened, saved, severity, now), key }
          : undefined
      if (!(await recents.inTurn(() => put(key, over, saved.text)))) continue
      seen.note(key, { here: merged.remarks, kept: saved.remarks })
      if (merged.both.length > 0) tellOfBoth(merged.both)
      return merged.remarks
    }
  }

  /** Gives whether it was written. */
  async function put(
    key: string,
    over: (now: Recent | undefined) => Recent | undefined,
    text: string,
  ): Promise<boolean> {
    if (!(await shelf.change(key, over, { text }))) return false
    accept(key)
    await recents.refresh()
    const recent = recents.known(key)
    if (recent) await makeRoom(recent)
    return true
  }

  async function adopt(key: string, remarks: Remarks): Promise<Remarks | undefined> {
    const kept = recents.isOn() ? (await shelf.recent(key))?.remarks : undefined
    // What was written here and is not kept yet meets theirs when it is.
    if (!kept || !seen.isKept(key, remarks)) return undefined
    const merged = seen.merge(key, remarks, kept)
    seen.note(key, { here: merged.remarks, kept })
    return merged.remarks
  }

  const tellOfBoth = (places: readonly RemarkPlace[]) =>
    notices.tell({
      id: 'notes.both',
      sentence: `Two tabs wrote a note at ${places.map(placeName).join(', ')}: both texts stand there, one below the other.`,
    })

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

  // What was seen of the shelf is what the one before has left there.
  const inOrder = createTurns()
  return {
    remember: (key, opened, remarks) =>
      inOrder(() => remember(key, opened, remarks)).catch((error: unknown) => {
        refuse(key, `It was not kept: ${whyNot(error)}.`)
        notices.tell({
          id: 'shelf',
          sentence: `“${wordsOf(opened).name}” was not kept: ${whyNot(error)}. It stays open in this tab, and a link or a file can hold it.`,
        })
        return undefined
      }),
    adopt: (key, remarks) => inOrder(() => adopt(key, remarks)).catch(() => undefined),
  }
}

/** By its handle, where it is at a frame. */
const placeName = ({ exchange, half, frame, pointer }: RemarkPlace): string =>
  frame === undefined ? [exchange, half, pointer].join(' ').trim() : rowHandle(exchange, half, frame)

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
