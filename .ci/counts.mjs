/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/**
 * A check without tests of its own counts as one.
 * @param {number} code
 * @returns {Count}
 */
export const asOne = (code) =>
  code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 }

/**
 * A runner that stops with an error, or that ran nothing, has failed, whatever its report says.
 * @param {number} code
 * @param {Count} count
 * @returns {Count}
 */
export const settle = (code, count) =>
  count.failed === 0 && (code !== 0 || count.passed === 0) ? { ...count, failed: 1 } : count

/** @returns {Count} */
export function countUnit(/** @type {any} */ report) {
  // A file that fails to load holds no test that could fail.
  const broken = (report.testResults ?? []).filter(
    (/** @type {any} */ file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  return {
    passed: report.numPassedTests ?? 0,
    failed: (report.numFailedTests ?? 0) + broken.length,
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
  }
}

/** @returns {Count} */
export function countJourneys(/** @type {any} */ report) {
  const { expected = 0, flaky = 0, unexpected = 0, skipped = 0 } = report.stats ?? {}
  return { passed: expected + flaky, failed: unexpected, skipped }
}

/**
 * Journeys that failed and passed when they were made again: told by name, for each is a race that somebody could lose.
 * @returns {string[]}
 */
export const secondTries = (/** @type {any} */ { suites = [] }) =>
  suites.flatMap((/** @type {any} */ suite) => [
    ...(suite.specs ?? []).flatMap((/** @type {any} */ { file, title, tests }) =>
      tests
        .filter((/** @type {any} */ { status }) => status === 'flaky')
        .map((/** @type {any} */ { projectName }) => `[${projectName}] ${file} › ${title}`),
    ),
    ...secondTries(suite),
  ])

/** @returns {Count} */
export const sum = (/** @type {Count[]} */ counts) =>
  counts.reduce((total, count) => ({
    passed: total.passed + count.passed,
    failed: total.failed + count.failed,
    skipped: total.skipped + count.skipped,
  }))

/** The line that machines read: it stands alone, and last. */
export const closingLine = (/** @type {Count} */ { passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
