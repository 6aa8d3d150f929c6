import type { Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { allAnswered, holdAnswers } from './slow.ts'

/** Milliseconds by which everything that the worker says comes later. */
const LATE = 250

/** A machine that is slow to answer, and a note of every sentence that says that there is nothing. */
async function slowDown(page: Page): Promise<void> {
  await holdAnswers(page, LATE)
  await page.addInitScript(() => {
    const said = new Set<string>()
    let before = new Set<string>()
    const sayings = () =>
      [...document.querySelectorAll('main *, footer *, aside *, dialog *')]
        .filter((element) => !element.closest('.monaco-editor, [role="grid"]'))
        .map(({ childNodes }) => [...childNodes].filter(({ nodeType }) => nodeType === 3))
        .map((texts) =>
          texts
            .map(({ textContent }) => textContent)
            .join('')
            .trim(),
        )
        .filter((text) => /^(?:no|nothing|none|neither|there is no|0)\b/i.test(text))
    new MutationObserver(() => {
      for (const saying of sayings()) said.add(saying)
    }).observe(document, { subtree: true, childList: true, characterData: true })
    Reflect.set(window, 'takenBack', () => {
      const now = new Set(sayings())
      // What stood there before has gone with its view.
      const taken = [...said].filter((saying) => !now.has(saying) && !before.has(saying))
      said.clear()
      before = now
      return taken
    })
  })
}

/** Said since the last time, and not true in the end. */
const takenBack = (page: Page): Promise<unknown> => page.evaluate(() => Reflect.get(window, 'takenBack')())

test('nothing is said to be missing before the answer is there', async ({ app }) => {
  const { page } = app
  await slowDown(page)
  await app.open('#sample=litellm-25836')
  await expect(app.detail).toContainText('References')
  expect(await takenBack(page), 'when it is opened').toEqual([])
  const ways = [
    'd',
    'z',
    't',
    'h',
    'w',
    'y',
    'p',
    'a',
    'q',
    'c',
    'o',
    'e',
    'Control+k',
    'Escape',
    's',
    'Escape',
  ]
  for (const key of ways) {
    await page.keyboard.press(key)
    await allAnswered(page)
    expect(await takenBack(page), `after ${key}`).toEqual([])
  }
  await page.keyboard.press('/')
  await page.keyboard.type('write')
  await expect(page.locator('#hits')).toContainText('2 hits')
  expect(await takenBack(page), 'in a search').toEqual([])
})
