import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, runNpm } from './run.mjs'

/** @typedef {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }>} Packages */

/**
 * @param {string} path
 * @returns {Packages}
 */
function readPackages(path) {
  try {
    return JSON.parse(readFileSync(join(ROOT, path), 'utf8')).packages ?? {}
  } catch {
    return {}
  }
}

/**
 * What the lock wants and the folder does not have. A platform's optional packages may be missing; in a wrong version, not.
 * @param {Packages} wanted
 * @param {Packages} present
 */
export const missingPackages = (wanted, present) =>
  Object.entries(wanted)
    .filter(([place, { version, optional, devOptional }]) => {
      const here = present[place]
      return place !== '' && (here ? here.version !== version : !(optional || devOptional))
    })
    .map(([place]) => place)

/** Installs exactly what the lock says, unless it is there already. Exits where that cannot be done. */
export async function ensureInstalled() {
  const missing = missingPackages(
    readPackages('package-lock.json'),
    readPackages('node_modules/.package-lock.json'),
  )
  if (missing.length === 0) return
  console.log(`Installing: ${missing.length} packages are missing or differ from package-lock.json`)
  // NODE_ENV=production would leave out the tools that build and test.
  const code = await runNpm(['ci', '--include=dev', '--no-audit', '--no-fund'])
  if (code !== 0) {
    console.error('npm ci failed; its message stands above.')
    process.exit(code)
  }
}
