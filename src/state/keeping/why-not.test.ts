import { expect, it } from 'vitest'
import { NoAnswer, whyNot } from './why-not.ts'

it.each([
  [new DOMException('no room', 'QuotaExceededError'), 'is full'],
  [new DOMException('The operation is insecure.', 'SecurityError'), 'a private window'],
  [new DOMException('The requested version (1) is less than 2', 'VersionError'), 'reload this tab'],
  [new DOMException('Internal error', 'UnknownError'), 'refused it (Internal error)'],
  [new NoAnswer(), 'does not answer'],
  [new TypeError(''), 'refused it (TypeError)'],
  ['odd', 'refused it (odd)'],
])('says of %s in plain words why nothing was stored', (error, says) => {
  expect(whyNot(error)).toContain(says)
})
