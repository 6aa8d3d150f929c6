import type { Page } from '@playwright/test'

/** How many times slower than this machine the pages are to be: `E2E_SLOW=4 npm run test:e2e`. */
const SLOWER = Number(process.env.E2E_SLOW ?? 1)

export const isSlowed = SLOWER > 1

/** Milliseconds for each time: no browser throttles workers, so what they say is held back. */
const HELD = 30

/** Plays a slower machine: the page's own thread is throttled, and the worker's answers come late. */
export async function slow(page: Page): Promise<void> {
  if (!isSlowed) return
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  await holdAnswers(page, (SLOWER - 1) * HELD)
}

/** All that a worker says comes later by so many milliseconds, in its order. */
export const holdAnswers = (page: Page, late: number): Promise<unknown> =>
  page.addInitScript((by) => {
    const { postMessage } = Worker.prototype
    const own = Object.getOwnPropertyDescriptor(Worker.prototype, 'onmessage')
    const asked = new Set<unknown>()
    Worker.prototype.postMessage = function (this: Worker, message, ...rest: never[]) {
      // Editors have workers of their own.
      if (message?.name) asked.add(message.id)
      postMessage.call(this, message, ...rest)
    }
    Object.defineProperty(Worker.prototype, 'onmessage', {
      set(hear: (event: MessageEvent) => void) {
        own?.set?.call(this, (event: MessageEvent) =>
          setTimeout(() => {
            asked.delete(event.data?.id)
            hear.call(this, event)
          }, by),
        )
      },
    })
    Reflect.set(window, 'isAnswered', () => asked.size === 0)
  }, late)

/** Until every answer that was held is drawn, and none of them led to another question. */
export const allAnswered = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    for (let pictures = 0; pictures < 10; pictures++) {
      await new Promise((resolve) => requestAnimationFrame(resolve))
      if (!Reflect.get(window, 'isAnswered')()) pictures = 0
    }
  })
