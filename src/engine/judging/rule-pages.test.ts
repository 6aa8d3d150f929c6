import { describe, expect, it } from 'vitest'
import type { RulePage } from '../answers/rules.ts'
import { exampleOf, rulePage, rulesOf } from './rule-pages.ts'

const pageOf = async (id: string): Promise<RulePage> => {
  const page = await rulePage(id)
  if ('problem' in page) throw new Error(page.problem)
  return page
}

describe('the pages of the rules', () => {
  it('are sixty-four, in the order of the table', () => {
    expect(rulesOf().map(({ number }) => number)).toEqual(Array.from({ length: 64 }, (_, i) => i + 1))
  })

  it.each(rulesOf().map(({ id }) => id))(
    '%s crosses to the screen, and shows what it says of a capture',
    async (id) => {
      const page = await pageOf(id)
      expect(structuredClone(page)).toEqual(page)
      expect(page.examples.some(({ isFound }) => !isFound)).toBe(true)
      const found = page.examples.filter(({ isFound }) => isFound)
      expect(found.length).toBeGreaterThan(0)
      for (const { what, said } of found) expect(said, what).toMatch(/\S.*[.?]$/su)
    },
  )

  it('tells that there is none of another name', async () => {
    expect(await rulePage('NO_SUCH_RULE')).toHaveProperty('problem')
    expect(await exampleOf('NO_SUCH_RULE', 0)).toBeUndefined()
  })
})
