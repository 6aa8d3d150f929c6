import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const FOLDER = fileURLToPath(new URL('../../.bench/peers/', import.meta.url))
const PACKAGE = fileURLToPath(new URL('package.json', import.meta.url))

/** @type {Record<string, string>} exact versions by name */
const WANTED = JSON.parse(readFileSync(PACKAGE, 'utf8')).dependencies

/** @param {string} name */
const versionHere = (name) => {
  const path = join(FOLDER, 'node_modules', name, 'package.json')
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).version : undefined
}

/** Installs the peers into a folder of their own, where they are not there already; none of their scripts is run. */
export function installPeers() {
  if (Object.entries(WANTED).every(([name, version]) => versionHere(name) === version)) return
  mkdirSync(FOLDER, { recursive: true })
  cpSync(PACKAGE, join(FOLDER, 'package.json'))
  const { status } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], {
    cwd: FOLDER,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Error('The peers could not be installed.')
}

/** @param {string} name */
export async function loadPeer(name) {
  // CommonJS where a package offers it: llm-bridge's other half cannot be loaded by Node as it is.
  const path = createRequire(join(FOLDER, 'package.json')).resolve(name)
  return import(pathToFileURL(path).href)
}

export const versionOf = (/** @type {string} */ name) => WANTED[name] ?? '?'
