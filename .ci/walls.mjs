import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { importsOf } from './imports-of.mjs'

/**
 * The floor plan, lowest first: what each floor may load when it runs, and of which floors it may know the types only.
 * Arrows go down; a floor's own files are always within its reach.
 * @type {Record<string, { loads: string[], types?: string[] }>}
 */
const FLOORS = {
  wire: { loads: [] },
  hub: { loads: ['wire'] },
  transcript: { loads: ['wire', 'hub'] },
  dialects: { loads: ['wire', 'hub'] },
  translate: { loads: ['wire', 'hub', 'transcript', 'dialects'] },
  inspect: { loads: ['wire', 'hub', 'transcript', 'dialects', 'translate'] },
  imports: { loads: ['wire', 'hub', 'transcript', 'dialects', 'translate', 'inspect'] },
  share: { loads: ['wire', 'hub', 'transcript', 'dialects', 'translate', 'inspect', 'imports'] },
  clients: { loads: ['wire', 'hub', 'transcript', 'dialects', 'translate'], types: ['share'] },
  index: { loads: ['wire', 'hub', 'transcript', 'dialects', 'translate', 'inspect', 'imports', 'share'] },
  server: { loads: ['wire', 'hub', 'transcript', 'dialects', 'translate', 'inspect', 'imports', 'share'] },
  cli: {
    loads: [
      'wire',
      'hub',
      'transcript',
      'dialects',
      'translate',
      'inspect',
      'imports',
      'share',
      'clients',
      'index',
      'server',
    ],
  },
  engine: {
    loads: ['wire', 'hub', 'transcript', 'dialects', 'translate', 'inspect', 'imports', 'share', 'clients'],
  },
  state: {
    loads: ['wire', 'hub', 'transcript', 'engine'],
    types: ['dialects', 'translate', 'inspect', 'imports', 'share'],
  },
  views: {
    loads: ['wire', 'hub', 'transcript', 'state'],
    types: ['dialects', 'translate', 'inspect', 'imports', 'share', 'engine'],
  },
  main: { loads: ['engine', 'state', 'views'] },
}

/** The floors that run anywhere, and the only packages they may load. */
const PURE = ['wire', 'hub', 'transcript', 'dialects', 'translate', 'inspect', 'imports', 'share', 'index']
const PURE_PACKAGES = ['fflate', 'valibot']
const NODE_FLOORS = ['server', 'cli']

/** What every dialect folder holds under the same name; what one needs beyond that is its own affair. */
const DIALECT_FILES = [
  'index.ts',
  'recognise.ts',
  'words.ts',
  'read-request.ts',
  'write-request.ts',
  'read-reply.ts',
  'read-event.ts',
  'repeat.ts',
  'write-event.ts',
  'assemble.ts',
  'errors.ts',
  'usage.ts',
  'capabilities.ts',
  'gloss.ts',
  'grammar.ts',
]

/** What the main thread must never load; it asks the worker. */
const HEAVY = ['dialects', 'translate', 'inspect', 'imports', 'share', 'clients']

/** Names that say nothing of what is inside. */
const EMPTY_NAMES = ['utils', 'helpers', 'common', 'lib', 'types', 'core']

/**
 * Debt: `from → to` that break the plan and are allowed for now, each with its reason.
 * @type {Record<string, string>}
 */
const DEBT = {}

/** @typedef {import('./imports-of.mjs').Import & { to?: string }} Edge an import, and the module of ours that it means */
/** @typedef {{ path: string, source: string, edges: Edge[] }} Module */
/** @typedef {Map<string, Module>} Plan modules by path below src/ */

/** @param {string} path */
const floorOf = (path) => path.split('/')[0]?.replace(/\.tsx?$/, '') ?? ''

/** The folder, or the single file, below a floor: `gemini` of dialects/gemini/read.ts, `catalogue` of dialects/catalogue.ts. */
const roomOf = (/** @type {string} */ path) => path.split('/')[1]?.replace(/\.tsx?$/, '') ?? ''

/** @param {string} path */
const isInRoom = (path) => path.split('/').length > 2

/**
 * @param {Record<string, string>} sources by path below src/
 * @returns {Plan}
 */
export function planOf(sources) {
  const paths = new Set(Object.keys(sources))
  return new Map(
    Object.entries(sources).map(([path, source]) => {
      const edges = importsOf(source).map((edge) => {
        const bareSpecifier = edge.specifier.replace(/\?.*$/, '')
        const to = bareSpecifier.startsWith('.') ? posix.join(posix.dirname(path), bareSpecifier) : undefined
        return to && paths.has(to) ? { ...edge, to } : edge
      })
      return [path, { path, source, edges }]
    }),
  )
}

/** @typedef {(plan: Plan) => string[]} Rule each gives a sentence per breach */

/**
 * @param {(from: string, edge: Edge) => string | false | undefined} judge
 * @returns {Rule}
 */
const perEdge = (judge) => (plan) =>
  [...plan.values()].flatMap(({ path, edges }) =>
    edges
      .filter(({ to }) => !to || !(`${path} → ${to}` in DEBT))
      .map((edge) => judge(path, edge))
      .filter((sentence) => typeof sentence === 'string'),
  )

/** @type {Rule} */
const arrowsGoDown = perEdge((from, { to, kind }) => {
  if (!to) return
  const [here, there] = [floorOf(from), floorOf(to)]
  const floor = FLOORS[here]
  if (here === there || !floor || floor.loads.includes(there)) return
  // A worker is named by its address, not loaded here.
  if (kind === 'worker' && here === 'engine') return
  if (!floor.types?.includes(there)) return `${from} → ${to}: ${here} may not know ${there}`
  return kind !== 'type' && `${from} → ${to}: ${here} may know only the types of ${there} (import type)`
})

/** @type {Rule} */
const everyFileHasAFloor = (plan) =>
  [...plan.keys()]
    .filter((path) => !(floorOf(path) in FLOORS))
    .map((path) => `${path}: stands on no floor of the plan`)

/** @type {Rule} */
const coreIsPure = perEdge((from, { specifier, kind, to }) => {
  if (to || specifier.startsWith('.') || !PURE.includes(floorOf(from))) return
  if (specifier.startsWith('node:')) return `${from} → ${specifier}: the core knows no Node`
  const allowed =
    kind === 'type' || PURE_PACKAGES.some((name) => specifier === name || specifier.startsWith(`${name}/`))
  return !allowed && `${from} → ${specifier}: the core loads only ${PURE_PACKAGES.join(', ')}`
})

/** @type {Rule} */
const nodeStaysOnItsFloors = perEdge(
  (from, { specifier }) =>
    specifier.startsWith('node:') &&
    ![...NODE_FLOORS, ...PURE].includes(floorOf(from)) &&
    `${from} → ${specifier}: only ${NODE_FLOORS.join(' and ')} know Node`,
)

/** @type {Rule} */
const coreHasNoClockAndNoDice = (plan) =>
  [...plan.values()]
    .filter(({ path }) => PURE.includes(floorOf(path)))
    .flatMap(({ path, source }) =>
      [...source.matchAll(/^(?!\s*(?:\*|\/\/|\/\*)).*\b(Date\.now|Math\.random|new Date\(\))/gm)].map(
        ([, name]) => `${path}: ${name} makes the same input give another output`,
      ),
    )

/** @type {Rule} */
const dialectsAreStrangers = perEdge((from, { to }) => {
  if (!to || floorOf(to) !== 'dialects' || !isInRoom(to) || from === 'dialects/catalogue.ts') return
  const isAtHome = floorOf(from) === 'dialects' && roomOf(from) === roomOf(to)
  return !isAtHome && `${from} → ${to}: only dialects/catalogue.ts names a dialect`
})

/** @type {Rule} */
const panelsAreStrangers = perEdge((from, { to }) => {
  if (!to || floorOf(to) !== 'views') return
  const [here, there] = [floorOf(from) === 'views' ? roomOf(from) : floorOf(from), roomOf(to)]
  if (here === there || here === 'shell') return
  if (here === 'main') return there !== 'shell' && `${from} → ${to}: main mounts the shell alone`
  return there !== 'kit' && `${from} → ${to}: only the shell knows a panel`
})

/** @type {Rule} */
function dialectsHaveOneShape(plan) {
  /** @type {Map<string, string[]>} */
  const filesByRoom = new Map()
  for (const path of plan.keys()) {
    if (floorOf(path) !== 'dialects' || !isInRoom(path)) continue
    filesByRoom.set(roomOf(path), [
      ...(filesByRoom.get(roomOf(path)) ?? []),
      path.split('/').slice(2).join('/'),
    ])
  }
  // A folder without a door is no dialect: the catalogue could not name it.
  const doors = [...filesByRoom].filter(([, files]) => files.includes('index.ts'))
  return doors.flatMap(([room, files]) => {
    const missing = DIALECT_FILES.filter((file) => !files.includes(file))
    return missing.length === 0
      ? []
      : `dialects/${room}: has no ${missing.join(', ')}, which every dialect has`
  })
}

/** @type {Rule} */
const namesSayWhatIsInside = (plan) => [
  ...new Set(
    [...plan.keys()].flatMap((path) =>
      path
        .split('/')
        .slice(0, -1)
        .filter((folder) => EMPTY_NAMES.includes(folder))
        .map((folder) => `${path}: a folder named ${folder} says nothing`),
    ),
  ),
]

/** @type {Rule} */
function mainThreadStaysLight(plan) {
  /** @type {Map<string, string>} */
  const reachedFrom = new Map()
  const open = ['main.tsx']
  for (let path = open.pop(); path; path = open.pop()) {
    for (const { to, kind } of plan.get(path)?.edges ?? []) {
      if (kind !== 'load' || !to || reachedFrom.has(to)) continue
      reachedFrom.set(to, path)
      // What a heavy module loads is heavy too: one sentence is enough.
      if (!HEAVY.includes(floorOf(to))) open.push(to)
    }
  }
  return [...reachedFrom]
    .filter(([to]) => HEAVY.includes(floorOf(to)))
    .map(([to, from]) => `${from} → ${to}: reached from main.tsx; only a worker loads ${floorOf(to)}`)
}

/** @type {Rule} */
function noCycles(plan) {
  /** @type {Map<string, 'open' | 'done'>} */
  const seen = new Map()
  /** @type {string[]} */
  const trail = []
  /** @type {string[]} */
  const cycles = []
  const visit = (/** @type {string} */ path) => {
    seen.set(path, 'open')
    trail.push(path)
    for (const { to } of plan.get(path)?.edges ?? []) {
      if (!to) continue
      if (seen.get(to) === 'open')
        cycles.push(`${[...trail.slice(trail.indexOf(to)), to].join(' → ')}: a circle`)
      else if (!seen.has(to)) visit(to)
    }
    trail.pop()
    seen.set(path, 'done')
  }
  for (const path of plan.keys()) if (!seen.has(path)) visit(path)
  return cycles
}

export const RULES = {
  everyFileHasAFloor,
  arrowsGoDown,
  coreIsPure,
  nodeStaysOnItsFloors,
  coreHasNoClockAndNoDice,
  dialectsAreStrangers,
  dialectsHaveOneShape,
  panelsAreStrangers,
  mainThreadStaysLight,
  namesSayWhatIsInside,
  noCycles,
}

/** @param {Record<string, string>} sources by path below src/ */
export const findBreaches = (sources) => {
  const plan = planOf(sources)
  return Object.values(RULES).flatMap((rule) => rule(plan))
}

/** A load that must always be found: a check that has gone blind passes everything. */
const PLANTED = {
  'wire/planted.ts': "import { x } from '../views/kit/planted.ts'",
  'views/kit/planted.ts': '',
}

/** Tests stand outside the walls: they read from disk, and meet many floors at once. */
function readSources() {
  const src = fileURLToPath(new URL('../src', import.meta.url))
  const paths = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path) && !/\.(?:test|d)\.tsx?$/.test(path))
  return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(join(src, path), 'utf8')]))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const FEWEST = 4
  const sources = readSources()
  const count = Object.keys(sources).length
  const imports = [...planOf(sources).values()].flatMap(({ edges }) => edges.filter(({ to }) => to)).length
  const isBlind = findBreaches({ ...sources, ...PLANTED }).length <= findBreaches(sources).length
  const breaches = [
    ...(count < FEWEST ? [`read ${count} modules: fewer than the ${FEWEST} that must be there`] : []),
    ...(imports === 0 ? ['read no import between modules'] : []),
    ...(isBlind ? ['did not find the planted breach'] : []),
    ...findBreaches(sources),
  ]
  for (const breach of breaches) console.error(`✗ ${breach}`)
  console.log(
    `walls: ${count} modules, ${imports} imports among them, ${breaches.length} breaches, ${Object.keys(DEBT).length} in debt`,
  )
  process.exitCode = breaches.length > 0 ? 1 : 0
}
