import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled } from './install.mjs'
import { ROOT } from './run.mjs'

const SOURCES = ['src', 'public', 'vite.config.ts', 'package-lock.json']

/**
 * When a file, or the youngest below a folder, was last written. Folders count: a removed file shows only there.
 * @param {string} path
 * @returns {number}
 */
function lastWritten(path) {
  const entry = statSync(path, { throwIfNoEntry: false })
  if (!entry) return 0
  const below = entry.isDirectory() ? readdirSync(path).map((name) => lastWritten(join(path, name))) : []
  return Math.max(entry.mtimeMs, ...below)
}

/** A build that was cut short leaves no index.html, or an old one. */
const isStale = () =>
  lastWritten(join(ROOT, 'dist/app/index.html')) <
  Math.max(...SOURCES.map((path) => lastWritten(join(ROOT, path))))

await ensureInstalled()
if (isStale()) {
  const { build } = await import('./build.mjs')
  if ((await build(['app'])) > 0) process.exit(1)
}

const { createSite, listen } = await import('./site.mjs')
const chosen = process.env.PORT
const server = createSite(join(ROOT, 'dist/app'))
try {
  const address = await listen(server, Number(chosen ?? 4173), { next: chosen === undefined })
  console.log(`Interlinear is at ${address}  (Ctrl+C ends it)`)
} catch (error) {
  console.error(`Cannot listen on port ${chosen}: ${error instanceof Error ? error.message : error}`)
  process.exit(2)
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    server.close()
    server.closeAllConnections()
  })
}
