/** Writes the pictures that views are held against (e2e/references), and the two of the README, from the app as built. */
import { copyFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { ensureChromium } from './chromium.mjs'
import { ROOT, runTool } from './run.mjs'

const REFERENCES = join(ROOT, 'e2e/references')

async function write() {
  if ((await build(['app'])) > 0) return 1
  const chromium = await ensureChromium()
  if (!chromium) return 1
  // A view that is gone takes its pictures with it.
  rmSync(REFERENCES, { recursive: true, force: true })
  const parameters = ['test', '--config', 'e2e/playwright.config.ts', 'e2e/views.e2e.ts', '--workers=3']
  const code = await runTool('@playwright/test', [...parameters, '--reporter=dot'], {
    CHROMIUM: chromium,
    PICTURES: 'write',
  })
  const [key] = code === 0 ? readdirSync(REFERENCES) : []
  for (const theme of key ? ['light', 'dark'] : [])
    copyFileSync(
      join(REFERENCES, key ?? '', theme, 'other-side.png'),
      join(ROOT, `public/screenshot-${theme}.png`),
    )
  return code
}

process.exitCode = await write()
