import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import type { Plugin, UserConfig } from 'vite'
import { defineConfig } from 'vitest/config'
import { readHeaders } from './.ci/headers.mjs'

const headers = readHeaders('public/_headers')

/** The dev server's refresh preamble is an inline script: it gets in by nonce, the rest of the policy stays. */
const DEV_NONCE = 'interlinear-dev'
const devHeaders = {
  ...headers,
  'Content-Security-Policy': headers['Content-Security-Policy']?.replace(
    'script-src',
    `script-src 'nonce-${DEV_NONCE}'`,
  ),
}

/** Hosts that send no headers still get the policy; browsers ignore `frame-ancestors` in a meta, and say so aloud. */
const policyInPage: Plugin = {
  name: 'policy-in-page',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      injectTo: 'head-prepend',
      attrs: {
        'http-equiv': 'Content-Security-Policy',
        content: headers['Content-Security-Policy']?.replace(/;\s*frame-ancestors[^;]*/, ''),
      },
    },
    { tag: 'meta', injectTo: 'head-prepend', attrs: { name: 'referrer', content: 'no-referrer' } },
  ],
}

const app: UserConfig = {
  base: './',
  publicDir: '../public',
  plugins: [react(), policyInPage],
  worker: { format: 'es' },
  server: { host: '127.0.0.1', headers: devHeaders },
  preview: { host: '127.0.0.1', port: 4173, headers },
  build: { outDir: '../dist/app', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
}

/** Everything is bundled in: the library and the command run with no node_modules beside them. */
const library: UserConfig = {
  publicDir: false,
  build: {
    outDir: '../dist/lib',
    minify: false,
    lib: { entry: 'index.ts', formats: ['es'], fileName: 'index' },
  },
}

const terminal: UserConfig = {
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    outDir: '../dist/cli',
    minify: false,
    ssr: 'cli/interlinear.ts',
    rolldownOptions: { output: { entryFileNames: 'interlinear.js' } },
  },
}

const outputs: Readonly<Record<string, UserConfig>> = { library, terminal }

export default defineConfig(({ mode, command }) => {
  const { build, ...output } = outputs[mode] ?? app
  return {
    root: 'src',
    cacheDir: '../node_modules/.cache/vite',
    ...output,
    html: command === 'serve' ? { cspNonce: DEV_NONCE } : {},
    build: {
      target: 'es2023',
      emptyOutDir: true,
      license: { fileName: 'licenses.md' },
      reportCompressedSize: false,
      ...build,
    },
    test: {
      root: '.',
      include: ['src/**/*.test.{ts,tsx}', '.ci/*.test.mjs'],
      environment: 'node',
      // The laws run over the whole recorded corpus, and on machines that many share.
      testTimeout: 300_000,
      maxWorkers: 2,
      // Recorded traffic that does not travel with the project; tests over it are skipped where it is absent.
      env: { INTERLINEAR_CORPUS: process.env.INTERLINEAR_CORPUS ?? resolve('../shared/corpus') },
    },
  }
})
