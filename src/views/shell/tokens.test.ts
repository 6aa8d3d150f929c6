import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const base = readFileSync('src/views/shell/base.css', 'utf8')
const sheets = readdirSync('src/views', { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.module.css'),
)

type Theme = 'light' | 'dark'

const PAIR = /--([\w-]+): light-dark\((#\w+), (#\w+)\)/g
const TOKENS = new Map(
  [...base.matchAll(PAIR)].map(([, name = '', light = '', dark = '']) => [name, { light, dark }]),
)

/** As WCAG 2.2 reckons it: 0 for black, 1 for white. */
function luminance(colour: string): number {
  const digits = colour.length === 4 ? colour.replace(/\w/g, '$&$&') : colour
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(digits.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string, theme: Theme): number {
  const [a, b] = [one, other].map((name) => luminance(TOKENS.get(name)?.[theme] ?? '#000')) as [
    number,
    number,
  ]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

const GROUNDS = ['paper', 'sheet', 'wash']
const CALLS = ['call-0', 'call-1', 'call-2', 'call-3']
const WORDS = ['ink', 'soft', 'faint', 'lost', 'add', 'reasoning', 'usage', 'finish', ...CALLS]

/** What is written on what, and how much it must stand out. */
const MEETINGS = [
  ...GROUNDS.flatMap((ground) => WORDS.map((word) => [word, ground, 4.5] as const)),
  // An atom that is lit keeps its hue; what is faint is no atom.
  ...WORDS.filter((word) => word !== 'faint').map((word) => [word, 'lit', 4.5] as const),
  ['ink', 'found', 4.5],
  ['lost', 'lost-wash', 4.5],
  ['field', 'paper', 3],
  ['field', 'sheet', 3],
] as const

describe.each(['light', 'dark'] as const)('in %s, by WCAG AA', (theme) => {
  test.each(MEETINGS)('%s on %s stands out by %d : 1', (word, ground, least) => {
    expect(contrast(word, ground, theme)).toBeGreaterThanOrEqual(least)
  })
})

test.each(sheets)('%s takes sizes of letters and colours from the tokens', (file) => {
  const own = readFileSync(`src/views/${file}`, 'utf8').match(
    /font-size: [^v][^;]*|#[\da-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\([^)]*/gi,
  )
  expect(own ?? []).toEqual([])
})
