import { readFileSync } from 'node:fs'

/**
 * The headers for every path in a `_headers` file (the form that static hosts read; only its `/*` block is used here).
 * @param {string} file
 * @returns {Record<string, string>}
 */
export function readHeaders(file) {
  const lines = readFileSync(file, 'utf8').split(/\r?\n/)
  return Object.fromEntries(
    lines
      .filter((line) => /^\s+\S/.test(line))
      .map((line) => {
        const colon = line.indexOf(':')
        return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()]
      }),
  )
}
