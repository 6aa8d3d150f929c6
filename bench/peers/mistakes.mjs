import { CASES, ERROR, isLeaked } from './cases.mjs'
import { CLIENTS } from './seen.mjs'

/** @typedef {import('./peers.mjs').Dialect} Dialect */
/** @typedef {import('./seen.mjs').Seen} Seen */

const say = (/** @type {unknown} */ error) => {
  const { message, cause } = /** @type {{ message?: string, cause?: unknown }} */ (error ?? {})
  return String(message ?? cause ?? error).slice(0, 120)
}

/** What the client sees otherwise than the source's own client does. @param {Seen} truth @param {Seen} seen */
function differences(truth, seen) {
  const found = []
  if (seen.text !== truth.text)
    found.push(
      isLeaked(seen.text)
        ? 'thinking stands in the text'
        : `${truth.text.length - seen.text.length} of ${truth.text.length} characters lost`,
    )
  const { calls } = truth
  if (seen.calls.length !== calls.length) found.push(`${seen.calls.length} calls in place of ${calls.length}`)
  else {
    const wrong = calls.filter((call, at) => JSON.stringify(call) !== JSON.stringify(seen.calls[at])).length
    if (wrong > 0) found.push(`${wrong} of ${calls.length} calls are wrong`)
  }
  if (seen.end !== truth.end) found.push(`ends with “${seen.end}”, not with calls`)
  for (const name of /** @type {const} */ (['input', 'output', 'cached']))
    if (seen.usage[name] !== truth.usage[name])
      found.push(`${name} tokens ${seen.usage[name]}, not ${truth.usage[name]}`)
  return found
}

/** @type {Map<string, Promise<Seen>>} */
const truths = new Map()

/** What the source's own client sees of it. @param {string} source @param {Dialect} from */
function truthOf(source, from) {
  const truth = truths.get(source) ?? CLIENTS[from](source)
  truths.set(source, truth)
  return truth
}

/**
 * What one peer gets wrong on the way of one pair, as sentences; empty where its client sees what the source said.
 * @param {import('./peers.mjs').Peer} peer
 * @param {{ from: Dialect, to: Dialect, log: string }} way
 */
export async function mistakesOf({ translate }, { from, to, log }) {
  const found = []
  for (const [name, source] of [
    ['long', log],
    ['thinking', CASES[from].whole],
  ]) {
    try {
      const written = await translate(source, from, to)
      try {
        const list = differences(await truthOf(source, from), await CLIENTS[to](written))
        found.push(...list.map((one) => `${name}: ${one}`))
      } catch (error) {
        found.push(`${name}: rejected by the client: ${say(error)}`)
      }
    } catch (error) {
      found.push(`${name}: throws: ${say(error)}`)
    }
  }
  try {
    const written = await translate(CASES[from].failing, from, to)
    if (!written.includes(ERROR)) found.push('error: is swallowed')
    if (/"(?:finish_reason|stop_reason|finishReason)":\s*"|"response\.completed"/.test(written))
      found.push('error: ends as if all were well')
  } catch (error) {
    found.push(`error: throws: ${say(error)}`)
  }
  return found
}
