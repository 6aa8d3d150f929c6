import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { askWitness } from '../clients/witness.ts'
import type { DialectId } from '../hub/dialect.ts'
import { DIALECT_IDS } from '../hub/dialect.ts'
import { createStreamTranslator, translateReply } from '../index.ts'
import type { Fixture } from '../share/report/fixture.ts'
import { writePytest } from '../share/report/pytest.ts'
import { writeVitest } from '../share/report/vitest.ts'
import type { Json } from '../wire/json.ts'
import { run } from './run.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const sample = (name: string): string => join(root, 'public/samples', name, 'transcript.json')
const samples = readdirSync(join(root, 'public/samples')).filter((name) => !name.includes('.'))

const HAS_PYTHON = spawnSync('python3', ['--version']).status === 0
const CORRECTED = 'the corrected reply gives what is expected'

/** Where tests can be run that import what the project has installed. */
function folderForTests(): string {
  const folder = mkdtempSync(join(tmpdir(), 'interlinear-tests-'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  return folder
}

interface Verdict {
  readonly title: string
  readonly status: string
  readonly failureMessages: readonly string[]
}

/** All tests of a folder, run by Vitest itself. */
function runVitest(folder: string): readonly Verdict[] {
  const report = join(folder, 'report.json')
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const given = ['run', '--root', folder, '--reporter=json', `--outputFile=${report}`]
  spawnSync(process.execPath, [vitest, ...given], { cwd: folder })
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
    readonly testResults: readonly { readonly assertionResults: readonly Verdict[] }[]
  }
  return testResults.flatMap(({ assertionResults }) => assertionResults)
}

/** The founding cases whose correction is known, and what their tests look at. */
const TESTED = ['litellm-21577', 'litellm-22046', 'litellm-25836', 'litellm-26167']

describe('tests that report writes', () => {
  const folder = folderForTests()
  const written = new Map<string, string>()

  beforeAll(async () => {
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
    const told = runVitest(folder)
    const [captured, corrected] = [true, false].map((isFirst) =>
      told.filter(({ title }) => (title !== CORRECTED) === isFirst),
    )
    expect(captured?.length).toBe(TESTED.length)
    for (const { status, title, failureMessages } of captured ?? []) {
      expect(status, title).toBe('failed')
      expect(failureMessages.join('\n')).toContain(title)
    }
    expect(corrected?.map(({ status }) => status)).toEqual(['passed', 'passed'])
  }, 120_000)

  it.skipIf(!HAS_PYTHON)('are Python that compiles', () => {
    const files = [...written.keys()].filter((file) => file.endsWith('.py'))
    expect(files).toHaveLength(TESTED.length)
    execFileSync('python3', ['-m', 'py_compile', ...files], { cwd: folder, encoding: 'utf8' })
  })
})

const swallowed = (file: string): string =>
  readFileSync(join(root, 'public/samples/litellm-25836', file), 'utf8')

const whole = (input: Json): Json => ({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'm',
  content: [
    { type: 'text', text: 'I write “it” down: \\ \' " `' },
    { type: 'tool_use', id: 'toolu_1', name: 'write', input },
  ],
  stop_reason: 'tool_use',
  stop_sequence: null,
  usage: { input_tokens: 1, output_tokens: 2 },
})

const FROM = 'anthropic-messages' as const

const streamTo = (to: DialectId, body: string): string => {
  const translator = createStreamTranslator({ from: FROM, to })
  return translator.push(body) + translator.end()
}

/** A reply that lost the arguments of its call, and the right one, in each dialect. */
const replies = DIALECT_IDS.flatMap((dialect) => [
  {
    dialect,
    name: `${dialect} stream`,
    type: 'text/event-stream',
    captured: streamTo(dialect, swallowed('client.sse')),
    corrected: streamTo(dialect, swallowed('right-client.sse')),
  },
  {
    dialect,
    name: `${dialect} whole`,
    type: 'application/json',
    captured: JSON.stringify(translateReply(whole({}), { from: FROM, to: dialect }).body),
    corrected: JSON.stringify(
      translateReply(whole({ yes: true, none: null, n: 1.5 }), { from: FROM, to: dialect }).body,
    ),
  },
])

describe('tests for each vendor’s library', () => {
  const folder = folderForTests()
  const pythons: string[] = []

  beforeAll(async () => {
    for (const { dialect, name, type, captured, corrected } of replies) {
      const reply = { status: 200, headers: [['content-type', type]] as const, body: captured }
      const witness = await askWitness(reply, dialect, undefined, corrected)
      const { isStream, status, client, corrected: right } = witness
      if (!right?.received) throw new Error(`${name}: ${right?.thrown}`)
      const fixture: Fixture = {
        rule: 'TOOL_ARGS_LOST',
        message: `${name} lost its "arguments"`,
        name: 'the reply of x1',
        half: 'reply',
        captured: witness.captured.body,
        corrected: right.body,
        by: { dialect, client, isStream, status, type: witness.type, expected: right.received },
      }
      const file = name.replaceAll(/\W/g, '_')
      writeFileSync(join(folder, `${file}.test.js`), writeVitest(fixture))
      writeFileSync(join(folder, `test_${file}.py`), writePytest(fixture))
      pythons.push(`test_${file}.py`)
    }
  })

  it('see in its object what we read there, and miss what was lost', () => {
    const told = runVitest(folder)
    expect(told.filter(({ status }) => status === 'passed').map(({ title }) => title)).toEqual(
      replies.map(() => CORRECTED),
    )
    expect(
      told
        .filter(({ status }) => status === 'failed')
        .map(({ title }) => title)
        .sort(),
    ).toEqual(replies.map(({ name }) => `${name} lost its "arguments"`).sort())
  }, 120_000)

  it.skipIf(!HAS_PYTHON)('are Python that compiles', () => {
    execFileSync('python3', ['-m', 'py_compile', ...pythons], { cwd: folder })
  })
})
