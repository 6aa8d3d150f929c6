import type { WatchedClient } from '../engine/client.ts'
import type { NoticeStore } from './notices.ts'

const LOST = 'engine.lost'
const SLOW = 'engine.slow'

/** What the engine goes through, told to the person. `askAgain` repeats the questions that got no answer. */
export function tellOfEngine(engine: WatchedClient, notices: NoticeStore, askAgain: () => void): void {
  engine.watch((event) => {
    if (event.kind === 'free') return notices.dismiss(SLOW)
    if (event.kind === 'slow')
      return notices.tell({
        id: SLOW,
        sentence: `The engine has been at one thing for ${event.seconds} seconds. It may yet come to an end; what is on the screen stays usable.`,
        actions: [{ title: 'Stop it', run: () => engine.stop() }],
      })
    if (event.kind !== 'lost') return
    const again = () => {
      notices.dismiss(LOST)
      askAgain()
    }
    notices.tell({ id: LOST, sentence: event.sentence, actions: [{ title: 'Try again', run: again }] })
  })
}
