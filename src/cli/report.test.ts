import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { run } from './run.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const sample = (name: string): string => join(root, 'public/samples', name, 'transcript.json')
const samples = readdirSync(join(root, 'public/samples')).filter((name) => !name.includes('.'))

describe('report', () => {
  it('writes the smallest capture, in which check finds the same', async () => {
    const { out, notes } = await run(['report', '--as', 'capture', sample('litellm-21577')])
    const file = join(mkdtempSync(join(tmpdir(), 'interlinear-')), 'smallest.json')
    writeFileSync(file, out)
    expect((await run(['check', file])).out).toContain('FINISH_SAYS_STOP_BUT_CALLS')
    expect(notes?.join('')).toContain('4 of 9 frames')
  })

  it('writes an issue about the finding that is named, with a link', async () => {
    const { out } = await run([
      ...['report', '--finding', 'p2', '--base', 'https://app.example/', sample('litellm-26167')],
    ])
    expect(out).toMatch(/^# The model called reserve\\?_berth/)
    expect(out).toContain('<https://app.example/#v1.')
  })

  it.each([
    [['--as', 'poem', sample('litellm-21577')], '--as is one of issue, vitest, pytest, capture'],
    [['--finding', 'p9', sample('litellm-21577')], 'there are p1 to p1'],
    [[join(root, 'public/samples/litellm-21577/right.json')], 'nothing to report'],
    [['--as', 'vitest', sample('litellm-22578')], 'cannot be told from this capture'],
  ])('says why it cannot: %j', async (args, words) => {
    const { code, notes } = await run(['report', ...args])
    expect(code).toBe(2)
    expect(notes?.join('')).toContain(words)
  })
})

/** The founding cases whose correction is known, and what their tests look at. */
const TESTED = ['litellm-21577', 'litellm-22046', 'litellm-25836', 'litellm-26167']

describe('tests that report writes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'interlinear-fixtures-'))
  const written = new Map<string, string>()

  beforeAll(async () => {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
    for (const name of samples)
      for (const form of ['vitest', 'pytest'] as const) {
        const { out, code } = await run(['report', '--as', form, sample(name)])
        if (code === 2) continue
        const file = form === 'vitest' ? `${name}.test.js` : `test_${name.replaceAll('-', '_')}.py`
        writeFileSync(join(folder, file), out)
        written.set(file, out)
      }
  }, 120_000)

  it('are those of which it is known what should have been', () =>
    expect([...written.keys()].filter((file) => file.endsWith('.js'))).toEqual(
      TESTED.map((name) => `${name}.test.js`),
    ))

  it('fail on what was captured with the words of the finding, and pass on the corrected reply', () => {
    const report = join(folder, 'report.json')
    const vitest = join(root, 'node_modules/vitest/vitest.mjs')
    const given = ['run', '--root', folder, '--reporter=json', `--outputFile=${report}`]
    const { stderr } = spawnSync(process.execPath, [vitest, ...given], { cwd: folder, encoding: 'utf8' })
    const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as VitestReport
    const told = testResults.flatMap(({ assertionResults }) => assertionResults)
    const [captured, corrected] = [true, false].map((isFirst) =>
      told.filter(({ title }) => (title !== 'the corrected reply gives what is expected') === isFirst),
    )
    expect(captured?.length, stderr).toBe(TESTED.length)
    for (const { status, title, failureMessages } of captured ?? []) {
      expect(status, title).toBe('failed')
      expect(failureMessages.join('\n')).toContain(title)
    }
    expect(corrected?.map(({ status }) => status)).toEqual(['passed', 'passed'])
  }, 120_000)

  it.skipIf(!hasPython())('are Python that compiles', () => {
    const files = [...written.keys()].filter((file) => file.endsWith('.py'))
    expect(files).toHaveLength(TESTED.length)
    execFileSync('python3', ['-m', 'py_compile', ...files], { cwd: folder, encoding: 'utf8' })
  })
})

interface VitestReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly title: string
      readonly status: string
      readonly failureMessages: readonly string[]
    }[]
  }[]
}

function hasPython(): boolean {
  return spawnSync('python3', ['--version']).status === 0
}
