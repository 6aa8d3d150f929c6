import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { floorOf } from '../floor.mjs'
import { syntheticLog } from '../logs.mjs'
import { installPeers } from './install.mjs'
import { mistakesOf } from './mistakes.mjs'
import { loadPeers, ours } from './peers.mjs'

// npm run bench:peers [-- --json figures.json --runs 5 --seed 1 --library path]
const { values: options } = parseArgs({
  options: {
    json: { type: 'string' },
    runs: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    library: { type: 'string', default: new URL('../../dist/lib/index.js', import.meta.url).href },
  },
})
const RUNS = Number(options.runs)
const DIALECTS = /** @type {const} */ (['chat', 'responses', 'anthropic', 'gemini'])

/** @param {() => unknown} work @returns {Promise<number>} milliseconds */
async function timed(work) {
  const before = process.hrtime.bigint()
  await work()
  return Number(process.hrtime.bigint() - before) / 1e6
}

const median = (/** @type {number[]} */ list) => [...list].sort((a, b) => a - b)[list.length >> 1] ?? 0

/** Each round is paired with a floor of its own, timed just before; the first is thrown away. */
async function ratioOf(/** @type {() => Promise<string>} */ work, /** @type {string} */ log) {
  const ratios = []
  for (let round = -1; round < RUNS; round++) {
    const least = await timed(() => floorOf(log))
    const ms = await timed(async () => Buffer.byteLength(await work()))
    if (round >= 0) ratios.push(ms / least)
  }
  return median(ratios)
}

installPeers()
const peers = [await ours(options.library), ...(await loadPeers())]
const figures = []
/** @type {Record<string, Record<string, string>>} */
const table = {}
for (const from of DIALECTS) {
  const log = syntheticLog(from, Number(options.seed))
  for (const to of DIALECTS.filter((one) => one !== from)) {
    /** @type {Record<string, string>} */
    const row = {}
    for (const peer of peers) {
      const mistakes = await mistakesOf(peer, { from, to, log })
      const isWorking = !mistakes.some((one) => one.startsWith('long: throws'))
      const ratio = isWorking ? await ratioOf(() => peer.translate(log, from, to), log) : null
      figures.push({ peer: peer.name, from, to, ratio, mistakes })
      row[peer.name] = `${ratio === null ? '–' : ratio.toFixed(2)} F, ${mistakes.length} wrong`
    }
    table[`${from} → ${to}`] = row
  }
}

console.log('\nA synthetic log of some 20,000 events: ratio to the floor F, and what went wrong')
console.table(table)
for (const { name } of peers) {
  const own = figures.filter(({ peer, mistakes }) => peer === name && mistakes.length > 0)
  console.log(`\n${name}: ${own.reduce((sum, { mistakes }) => sum + mistakes.length, 0)} wrong`)
  for (const { from, to, mistakes } of own) console.log(`  ${from} → ${to}: ${mistakes.join('; ')}`)
}
const report = {
  node: process.version,
  cpu: cpus()[0]?.model,
  seed: Number(options.seed),
  runs: RUNS,
  figures,
}
if (options.json) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`)
