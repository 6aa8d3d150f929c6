import { defineConfig, devices } from '@playwright/test'
import { findChromium } from '../.ci/chromium.mjs'

const port = Number(process.env.E2E_PORT ?? 4183)
const chromium = await findChromium()

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.e2e.ts',
  outputDir: '../e2e-results',
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  workers: 2,
  timeout: 120_000,
  expect: {
    timeout: 30_000,
    toHaveScreenshot: { pathTemplate: 'references/{arg}{ext}' },
  },
  // References are written by `npm run pictures` alone.
  updateSnapshots: process.env.PICTURES === 'write' ? 'all' : 'none',
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    baseURL: `http://127.0.0.1:${port}/`,
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    permissions: ['clipboard-read', 'clipboard-write'],
    launchOptions: {
      // Links hold where the app is served: with a name they are as long, whatever the port.
      args: [`--host-resolver-rules=MAP interlinear.localhost 127.0.0.1:${port}`],
      ...(chromium ? { executablePath: chromium } : {}),
    },
  },
  projects: [
    { name: 'light', use: { colorScheme: 'light' } },
    { name: 'dark', use: { colorScheme: 'dark' } },
  ],
  webServer: {
    command: `node ../.ci/site.mjs ${port}`,
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
  },
})
