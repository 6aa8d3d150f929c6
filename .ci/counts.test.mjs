import { expect, test } from 'vitest'
import { closingLine, countJourneys, countUnit, secondTries, settle } from './counts.mjs'
import { missingPackages } from './install.mjs'
import { fileFor } from './site.mjs'

const none = { passed: 0, failed: 0, skipped: 0 }

test('a run without a test has failed, and so has one that ended badly', () => {
  expect(settle(0, none).failed).toBe(1)
  expect(settle(0, countUnit({})).failed).toBe(1)
  expect(settle(0, countJourneys({})).failed).toBe(1)
  expect(settle(1, { ...none, passed: 3 }).failed).toBe(1)
  expect(settle(1, { ...none, passed: 3, failed: 2 }).failed).toBe(2)
  expect(settle(0, { ...none, passed: 3 }).failed).toBe(0)
})

test('a test file that does not load counts', () => {
  const report = { numPassedTests: 1, testResults: [{ status: 'failed', assertionResults: [] }] }
  expect(countUnit(report)).toEqual({ passed: 1, failed: 1, skipped: 0 })
})

test('a journey that passes at its second try counts, and is named', () => {
  const spec = { file: 'a.e2e.ts', title: 'one', tests: [{ projectName: 'dark', status: 'flaky' }] }
  const steady = { file: 'a.e2e.ts', title: 'two', tests: [{ projectName: 'dark', status: 'expected' }] }
  const report = {
    stats: { expected: 1, flaky: 1 },
    suites: [{ specs: [steady], suites: [{ specs: [spec] }] }],
  }
  expect(countJourneys(report)).toEqual({ passed: 2, failed: 0, skipped: 0 })
  expect(secondTries(report)).toEqual(['[dark] a.e2e.ts › one'])
})

test('the closing line', () => {
  expect(closingLine({ passed: 2, failed: 0, skipped: 0 })).toBe('2 passed, 0 failed')
  expect(closingLine({ passed: 2, failed: 1, skipped: 3 })).toBe('2 passed, 1 failed, 3 skipped')
})

test('what must be installed', () => {
  const wanted = { '': {}, a: { version: '1' }, b: { version: '1' }, c: { version: '1', optional: true } }
  expect(missingPackages(wanted, {})).toEqual(['a', 'b'])
  expect(missingPackages(wanted, { a: { version: '1' }, b: { version: '2' }, c: { version: '2' } })).toEqual([
    'b',
    'c',
  ])
})

test('the site serves what is in its folder and nothing else', () => {
  expect(fileFor('/site', '/')).toMatch(/site.index\.html$/)
  expect(fileFor('/site', '/a%20b.js?x#y')).toMatch(/a b\.js$/)
  for (const url of ['/../secret', '/%2e%2e/secret', '/..%2fsecret', '/%00', '/%zz'])
    expect(fileFor('/site', url)).toBeUndefined()
})
