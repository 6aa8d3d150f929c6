/**
 * The least that any reader must do: split on blank lines, and parse the JSON of each frame. Gives how many there were.
 * @param {string} log
 */
export function floorOf(log) {
  let parsed = 0
  for (let from = 0, to = log.indexOf('\n\n'); to !== -1; from = to + 2, to = log.indexOf('\n\n', from)) {
    const data = log.indexOf('data: ', from)
    if (data === -1 || data > to || log.charCodeAt(data + 6) !== 0x7b) continue
    try {
      JSON.parse(log.slice(data + 6, to))
      parsed++
    } catch {
      // A recorded frame cut short, or over several lines: the translator tells, the floor passes over it.
    }
  }
  return parsed
}
