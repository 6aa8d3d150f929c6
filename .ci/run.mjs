import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))

/**
 * Runs a program in the project's folder, its output passed through; resolves with its exit code.
 * @param {string} program
 * @param {string[]} parameters
 * @param {Record<string, string>} [environment]
 * @returns {Promise<number>}
 */
export function run(program, parameters, environment = {}) {
  return new Promise((done) => {
    const child = spawn(program, parameters, {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...environment },
    })
    child.on('error', (error) => {
      console.error(`${program}: ${error.message}`)
      done(127)
    })
    child.on('close', (code) => done(code ?? 1))
  })
}

/**
 * Runs a tool out of node_modules by its own script: no shell, and no second process to leave behind when killed.
 * @param {string} name of the package
 * @param {string[]} parameters
 * @param {Record<string, string>} [environment]
 */
export function runTool(name, parameters, environment) {
  const home = join(ROOT, 'node_modules', name)
  if (!existsSync(home)) return Promise.resolve(127)
  const { bin } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
  const script = typeof bin === 'string' ? bin : (Object.values(bin)[0] ?? '')
  return run(process.execPath, [join(home, script), ...parameters], environment)
}

/** npm runs us with its own path in the environment; by name it is a shell script, and on Windows a .cmd. */
export function runNpm(/** @type {string[]} */ parameters) {
  const npm = process.env.npm_execpath
  return npm ? run(process.execPath, [npm, ...parameters]) : run('npm', parameters)
}
