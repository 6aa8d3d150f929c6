/**
 * Whether a text that comes in pieces is one bracketed JSON value by now. Counts brackets outside strings and nothing
 * else, so each character is looked at once however many pieces there are; whether it parses is another question.
 */
export interface Balance {
  depth: number
  inString: boolean
  escaped: boolean
  /** `open`: more must come. `closed`: the outermost bracket is closed. `never`: text that is no such value. */
  verdict: 'open' | 'closed' | 'never'
}

export const startBalance = (): Balance => ({ depth: 0, inString: false, escaped: false, verdict: 'open' })

export function weighText(balance: Balance, text: string): void {
  for (let i = 0; i < text.length && balance.verdict !== 'never'; i++) weighUnit(balance, text.charCodeAt(i))
}

function weighUnit(balance: Balance, unit: number): void {
  if (balance.inString) {
    if (balance.escaped) balance.escaped = false
    else if (unit === 0x5c) balance.escaped = true
    else if (unit === 0x22) balance.inString = false
    return
  }
  if (unit === 0x20 || (unit >= 0x09 && unit <= 0x0d)) return
  const opens = unit === 0x7b || unit === 0x5b
  if (balance.verdict === 'closed' || (balance.depth === 0 && !opens)) balance.verdict = 'never'
  else if (unit === 0x22) balance.inString = true
  else if (opens) balance.depth += 1
  else if ((unit === 0x7d || unit === 0x5d) && --balance.depth === 0) balance.verdict = 'closed'
}
