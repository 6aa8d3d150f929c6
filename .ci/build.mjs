import { chmodSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ROOT, run, runTool } from './run.mjs'

const TYPES = join(ROOT, 'node_modules/.cache/types')

/** @param {string} mode */
const vite = (mode) => runTool('vite', ['build', '--mode', mode, '--logLevel', 'warn'])

/** The library's declarations are those of the core, folder for folder. */
async function library() {
  const code = await vite('library')
  if (code !== 0) return code
  rmSync(TYPES, { recursive: true, force: true })
  const declared = await runTool('typescript', ['-b', '--force', 'src/tsconfig.core.json'])
  if (declared !== 0) return declared
  cpSync(TYPES, join(ROOT, 'dist/lib'), { recursive: true, filter: (path) => !path.endsWith('.tsbuildinfo') })
  return 0
}

async function terminal() {
  const code = await vite('terminal')
  if (code !== 0) return code
  const file = join(ROOT, 'dist/cli/interlinear.js')
  const source = readFileSync(file, 'utf8')
  if (!source.startsWith('#!')) writeFileSync(file, `#!/usr/bin/env node\n${source}`)
  chmodSync(file, 0o755)
  return 0
}

/** @type {Record<string, () => Promise<number>>} */
const OUTPUTS = { app: () => vite('production'), library, terminal }

/**
 * Builds the outputs named (all, when none is) and tells how many failed.
 * @param {string[]} [names]
 */
export async function build(names = Object.keys(OUTPUTS)) {
  let failed = 0
  for (const name of names) {
    const started = performance.now()
    const code = await (OUTPUTS[name] ?? (() => run('false', [])))()
    console.log(
      `${code === 0 ? 'built' : 'NOT built'}: ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`,
    )
    if (code !== 0) failed++
  }
  return failed
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const names = process.argv.slice(2)
  process.exitCode = Math.min(1, await build(names.length > 0 ? names : undefined))
}
