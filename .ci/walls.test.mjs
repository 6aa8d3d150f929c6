import { describe, expect, test } from 'vitest'
import { importsOf } from './imports-of.mjs'
import { findBreaches } from './walls.mjs'

describe('importsOf', () => {
  test.each([
    ["import { a } from './a.ts'", 'load'],
    ["import {\n  a,\n  b as c,\n} from './a.ts'", 'load'],
    ["import a, * as b from './a.ts'", 'load'],
    ["import './a.ts'", 'load'],
    ["import { type A } from './a.ts'", 'load'],
    ["export * from './a.ts'", 'load'],
    ["export { a } from './a.ts'", 'load'],
    ["const a = await import('./a.ts')", 'load'],
    ["const q = /[`'\"]/\nimport { a } from './a.ts'", 'load'],
    ["import type { A } from './a.ts'", 'type'],
    ["import type A from './a.ts'", 'type'],
    ["export type { A } from './a.ts'", 'type'],
    ["type A = import('./a.ts').A", 'type'],
    ["type A = typeof import('./a.ts')", 'type'],
    ["new Worker(new URL('./a.ts', import.meta.url), { type: 'module' })", 'worker'],
  ])('%s', (source, kind) => {
    expect(importsOf(source)).toEqual([{ specifier: './a.ts', kind }])
  })

  test.each([
    "// import { a } from './a.ts'",
    "/* see\nimport { a } from './a.ts' */",
    "const fixture = `\nimport { a } from './a.ts'\n`",
    'const text = "import { a } from \'./a.ts\'"',
    "export const from = 'here'",
    "const link = new URL('./a.ts', base)",
  ])('nothing in %s', (source) => {
    expect(importsOf(source)).toEqual([])
  })
})

describe('every rule finds its breach', () => {
  test.each([
    ['arrows up', { 'wire/a.ts': "import type { B } from '../hub/b.ts'", 'hub/b.ts': '' }],
    [
      'more than types',
      { 'views/kit/a.tsx': "import { b } from '../../translate/b.ts'", 'translate/b.ts': '' },
    ],
    ['a file on no floor', { 'misc/a.ts': '' }],
    ['Node in the core', { 'share/a.ts': "import { readFileSync } from 'node:fs'" }],
    ['a package in the core', { 'share/a.ts': "import { useState } from 'react'" }],
    ['Node in the app', { 'engine/a.ts': "import { readFileSync } from 'node:fs'" }],
    ['a clock', { 'wire/a.ts': 'export const now = () => Date.now()' }],
    ['dialects that meet', { 'dialects/a/x.ts': "import { x } from '../b/x.ts'", 'dialects/b/x.ts': '' }],
    [
      'a dialect by name',
      { 'translate/a.ts': "import { x } from '../dialects/b/x.ts'", 'dialects/b/x.ts': '' },
    ],
    ['another shape', { 'dialects/a/index.ts': '', 'dialects/a/words.ts': '' }],
    ['panels that meet', { 'views/a/x.tsx': "import { y } from '../b/y.tsx'", 'views/b/y.tsx': '' }],
    ['a door beside the shell', { 'main.tsx': "import { y } from './views/b/y.tsx'", 'views/b/y.tsx': '' }],
    ['a name that says nothing', { 'wire/utils/a.ts': '' }],
    [
      'a circle of types',
      { 'hub/a.ts': "import type { B } from './b.ts'", 'hub/b.ts': "import type { A } from './a.ts'" },
    ],
    [
      'a heavy main thread',
      {
        'main.tsx': "import './engine/door.ts'",
        'engine/door.ts': "import { t } from '../translate/t.ts'",
        'translate/t.ts': '',
      },
    ],
  ])('%s', (_, sources) => {
    expect(findBreaches(sources)).toHaveLength(1)
  })

  test('and none where there is none', () => {
    const sources = {
      'main.tsx': "import { mount } from './views/shell/mount.tsx'",
      'views/shell/mount.tsx': "import { Lanes } from '../lanes/lanes.tsx'",
      'views/lanes/lanes.tsx':
        "import type { Finding } from '../../inspect/finding.ts'\nimport { Row } from '../kit/row.tsx'",
      'views/kit/row.tsx': "import { ask } from '../../state/ask.ts'",
      'state/ask.ts': "import { door } from '../engine/door.ts'",
      'engine/door.ts': "new Worker(new URL('./engine.worker.ts', import.meta.url))",
      'engine/engine.worker.ts': "import { judge } from '../inspect/finding.ts'",
      'inspect/finding.ts': "import { dialects } from '../dialects/catalogue.ts'",
      'dialects/catalogue.ts': "import * as gemini from './gemini/read.ts'",
      'dialects/gemini/read.ts': '',
    }
    expect(findBreaches(sources)).toEqual([])
  })
})
