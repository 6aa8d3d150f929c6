/**
 * What one module names of others. Type-only: gone when it runs. Worker: loaded, but in another thread.
 * @typedef {{ specifier: string, kind: 'load' | 'type' | 'worker' }} Import
 */

// In the order of trial at each place: a comment mark inside a string is no comment.
const OPAQUE = new RegExp(
  [
    /\/\*[\s\S]*?\*\//, // comments
    /\/\/[^\n]*/,
    /'(?:\\.|[^'\\\n])*'/, // strings
    /"(?:\\.|[^"\\\n])*"/,
    /`(?:\\[\s\S]|[^`\\])*`/,
    /(?<=[=(,:;!&|?{[>]\s*)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//, // regular expressions: they may hold a quote
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
)

/** What may stand before a string that names a module. */
const NAMING = /(?:\bfrom|\bimport|\b(?:import|URL)\s*\()\s*$/

/** The source with everything blanked that only looks like code: comments, texts, regular expressions. */
const bare = (/** @type {string} */ source) =>
  source.replace(OPAQUE, (text, /** @type {number} */ at) =>
    (text[0] === "'" || text[0] === '"') && NAMING.test(source.slice(Math.max(0, at - 40), at)) ? text : ' ',
  )

const STATIC =
  /\b(?:import|export)\s+(?:(type)\s+(?!from\b|,))?(?:[\w$*{][^'"=();]*?\bfrom\s*)?['"]([^'"\n]+)['"]/g
const DYNAMIC = /(\btypeof\s+)?\bimport\s*\(\s*['"]([^'"\n]+)['"]\s*\)(\s*\.\s*[A-Z])?/g
const BY_ADDRESS = /\bnew\s+URL\s*\(\s*['"]([^'"\n]+)['"]\s*,\s*import\.meta\.url/g

/**
 * Every module that a source text names. `import { type A }` is a load: with verbatimModuleSyntax the import stays.
 * @param {string} source
 * @returns {Import[]}
 */
export function importsOf(source) {
  const code = bare(source)
  /** @type {Import[]} */
  const found = []
  for (const [, type, specifier = ''] of code.matchAll(STATIC)) {
    found.push({
      specifier,
      kind: type ? 'type' : /[?&](?:shared)?worker\b/.test(specifier) ? 'worker' : 'load',
    })
  }
  for (const [, query, specifier = '', member] of code.matchAll(DYNAMIC)) {
    found.push({ specifier, kind: query || member ? 'type' : 'load' })
  }
  for (const [, specifier = ''] of code.matchAll(BY_ADDRESS)) found.push({ specifier, kind: 'worker' })
  return found
}
