/**
 * Holds what the browser must have before anything is seen to its budget: the page, its styles, and its scripts with all
 * that they import unasked. Monaco, the vendors' clients and the worker come when they are asked for: each would break it.
 */
import { readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ROOT } from './run.mjs'

const APP = join(ROOT, 'dist/app')
const BUDGET_KB = 200

const kb = (/** @type {string} */ file) => gzipSync(readFileSync(file), { level: 9 }).length / 1000

/** The file, and all that it imports without being asked. @returns {Set<string>} */
function graphOf(/** @type {string} */ file, /** @type {Set<string>} */ seen = new Set()) {
  if (seen.has(file)) return seen
  seen.add(file)
  const imports = readFileSync(file, 'utf8').matchAll(
    /(?:^|[;\n}])import(?:[^'"()]*?from)?\s*["'](\.[^"']+)["']/g,
  )
  for (const [, specifier = ''] of imports) graphOf(join(dirname(file), specifier), seen)
  return seen
}

const page = readFileSync(join(APP, 'index.html'), 'utf8')
const named = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)].map(([, path = '']) =>
  join(APP, path),
)
const shell = [
  join(APP, 'index.html'),
  ...new Set(named.flatMap((file) => (file.endsWith('.js') ? [...graphOf(file)] : [file]))),
]
const total = shell.reduce((sum, file) => sum + kb(file), 0)

for (const file of shell) console.log(`  ${kb(file).toFixed(1).padStart(6)} kB gz  ${basename(file)}`)
console.log(`shell: ${total.toFixed(1)} kB gz of ${BUDGET_KB}`)
if (total > BUDGET_KB) console.error(`The shell is ${(total - BUDGET_KB).toFixed(1)} kB over its budget.`)
process.exitCode = total > BUDGET_KB ? 1 : 0
