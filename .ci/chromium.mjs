import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run, runTool } from './run.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const MACOS = ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
const WINDOWS = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
  .filter((folder) => folder !== undefined)
  .map((folder) => join(folder, 'Google/Chrome/Application/chrome.exe'))

/** @param {string} name */
const findOnPath = (name) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file))

/** The one that Playwright downloaded, if it did. */
async function findPlaywrightOwn() {
  const { chromium } = await import('@playwright/test')
  const file = chromium.executablePath()
  return existsSync(file) ? file : undefined
}

/** A browser to run the journeys in: what CHROMIUM names, else Playwright's own, else the machine's. */
export async function findChromium() {
  const named = process.env.CHROMIUM
  if (named) return existsSync(named) ? named : findOnPath(named)
  return (
    (await findPlaywrightOwn()) ??
    NAMES.map(findOnPath).find(Boolean) ??
    [...MACOS, ...WINDOWS].find((file) => existsSync(file))
  )
}

async function installChromium() {
  if (process.platform === 'linux' && process.getuid?.() === 0 && findOnPath('apt-get')) {
    const quiet = { DEBIAN_FRONTEND: 'noninteractive' }
    await run('apt-get', ['update', '-q'], quiet)
    const packages = ['chromium', 'fonts-liberation']
    if ((await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], quiet)) === 0)
      return
  }
  await runTool('@playwright/test', ['install', 'chromium'])
}

/** The path of a Chromium, installed first where there is none; undefined, and said why, where that fails too. */
export async function ensureChromium() {
  const found = await findChromium()
  if (found || process.env.CHROMIUM) {
    if (!found) console.error(`CHROMIUM names ${process.env.CHROMIUM}, which is not there.`)
    return found
  }
  console.log('No Chromium here yet: installing one')
  await installChromium()
  const installed = await findChromium()
  if (!installed) {
    console.error(
      'Found no Chromium and could not install one. Install Chromium or Chrome, or set CHROMIUM to its path.',
    )
  }
  return installed
}
