import { expect, it } from 'vitest'
import { createRemarks, trackRemarks } from './remarks.ts'
import { createHistory } from './undo/history.ts'
import { createViewHistory } from './undo/view-history.ts'

const at = (exchange: string, frame: number, text = '') => ({ exchange, half: 'reply', frame, text }) as const

it('holds one note a place, in the order of the transcript', () => {
  const remarks = createRemarks()
  for (const one of [at('x10', 1), at('x2', 7), at('x2', 3), at('x2', 7, 'here')]) remarks.put('k', one)
  remarks.seed('k', [at('x2', 7, 'theirs'), at('x1', 0)])
  expect(remarks.getState().k).toEqual([at('x1', 0), at('x2', 3), at('x2', 7, 'here'), at('x10', 1)])
  remarks.remove('k', at('x2', 3))
  expect(remarks.getState().k).toHaveLength(3)
})

it('takes putting and removing back', () => {
  const [remarks, history] = [createRemarks(), createHistory()]
  const views = createViewHistory(history)
  trackRemarks(views, remarks, () => ({ origin: 'o', home: 'k' }))
  remarks.put('k', at('x1', 1))
  remarks.remove('k', at('x1', 1))
  for (const length of [1, 0]) {
    const action = history.back({ origin: 'o' })
    if (action?.kind === 'view') views.replay(action, 'back')
    expect(remarks.getState().k).toHaveLength(length)
  }
})

it('takes back what was done here, and nothing that came from elsewhere since', () => {
  const [remarks, history] = [createRemarks(), createHistory()]
  const views = createViewHistory(history)
  trackRemarks(views, remarks, () => ({ origin: 'o', home: 'k' }))
  remarks.put('k', at('x1', 1, 'mine'))
  views.silently(() => remarks.replace('k', [at('x1', 1, 'mine'), at('x2', 1, 'theirs')]))
  const action = history.back({ origin: 'o' })
  if (action?.kind === 'view') views.replay(action, 'back')
  expect(remarks.getState().k).toEqual([at('x2', 1, 'theirs')])
})
