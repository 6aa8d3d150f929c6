import { pointerStep } from './json.ts'
import type { Token } from './json-scan.ts'
import { nextToken, stringValue } from './json-scan.ts'

export { describeJsonProblem } from './json-problem.ts'

/** UTF-16 offsets from 0, end exclusive. */
export interface TextRange {
  readonly start: number
  readonly end: number
}

/** A container that is open where the scan stands. */
export interface OpenContainer {
  readonly isArray: boolean
  /** The member we are in: its key, or its index as text. */
  step: string
  /** In an object: the colon has been seen, so what comes is the value. */
  afterColon: boolean
  /** The path to this member begins as the pointer looked for does. */
  isMatch: boolean
}

/**
 * Where the value at a JSON pointer stands in the text. Of a key that is there twice the last counts, as for JSON.parse.
 * In a truncated text a value that is not closed ends with the text.
 */
export function locate(text: string, pointer: string): TextRange | undefined {
  const steps = pointerSteps(pointer)
  const stack: OpenContainer[] = []
  let found: TextRange | undefined
  let isOpen = false
  for (let token = nextToken(text, 0); token.kind !== 'end'; token = nextToken(text, token.end)) {
    const top = stack.at(-1)
    if (
      stack.length === steps.length &&
      startsValue(token, top) &&
      (top?.isMatch ?? true) &&
      !(found && steps.length === 0)
    ) {
      isOpen = token.kind === '{' || token.kind === '['
      found = { start: token.start, end: isOpen ? text.length : token.end }
    }
    const restarts = advance(text, token, stack, steps)
    if (restarts) found = undefined
    if (isOpen && found && stack.length === steps.length && (token.kind === '}' || token.kind === ']')) {
      found = { start: found.start, end: token.end }
      isOpen = false
    }
  }
  return found
}

/** The pointer of the innermost value that holds the offset; a key belongs to its value. Undefined outside the root. */
export function pointerAt(text: string, offset: number): string | undefined {
  const stack: OpenContainer[] = []
  for (let token = nextToken(text, 0); ; token = nextToken(text, token.end)) {
    const top = stack.at(-1)
    if (token.kind === 'end' || token.start > offset) {
      if (!top || offset >= text.length) return undefined
      return pathOf(stack, top.afterColon ? stack.length : stack.length - 1)
    }
    if (token.end > offset) return pointerOf(text, token, stack)
    if (!top && token.kind !== '{' && token.kind !== '[') return undefined
    advance(text, token, stack, [])
  }
}

/** Moves the stack over a token. True where a key comes again that is on the path looked for. */
export function advance(
  text: string,
  token: Token,
  stack: OpenContainer[],
  steps: readonly string[],
): boolean {
  const top = stack.at(-1)
  switch (token.kind) {
    case '{':
    case '[': {
      const isArray = token.kind === '['
      const isOnPath = top?.isMatch ?? true
      stack.push({
        isArray,
        step: isArray ? '0' : '',
        afterColon: false,
        isMatch: isArray && isOnPath && steps[stack.length] === '0',
      })
      return false
    }
    case '}':
    case ']':
      stack.pop()
      return false
    case ',':
      if (top) top.afterColon = false
      if (top?.isArray) enter(stack, top, String(Number(top.step) + 1), steps)
      return false
    case ':':
      if (top) top.afterColon = true
      return false
    default:
      if (!top || top.isArray || top.afterColon) return false
      return enter(
        stack,
        top,
        token.kind === 'string' ? stringValue(text, token) : text.slice(token.start, token.end),
        steps,
      )
  }
}

function enter(
  stack: readonly OpenContainer[],
  top: OpenContainer,
  step: string,
  steps: readonly string[],
): boolean {
  top.step = step
  top.isMatch = (stack.at(-2)?.isMatch ?? true) && steps[stack.length - 1] === step
  return top.isMatch
}

export function startsValue(token: Token, top: OpenContainer | undefined): boolean {
  if (token.kind === '{' || token.kind === '[') return true
  if (token.kind !== 'string' && token.kind !== 'word') return false
  return !top || top.isArray || top.afterColon
}

function pointerOf(text: string, token: Token, stack: readonly OpenContainer[]): string {
  const top = stack.at(-1)
  if (startsValue(token, top) || token.kind === ':') return pathOf(stack, stack.length)
  if (token.kind === 'string' && top)
    return pathOf(stack, stack.length - 1) + pointerStep(stringValue(text, token))
  return pathOf(stack, stack.length - 1)
}

const pathOf = (stack: readonly OpenContainer[], length: number): string =>
  stack
    .slice(0, Math.max(0, length))
    .map((open) => pointerStep(open.step))
    .join('')

/** RFC 6901 §4. */
export const pointerSteps = (pointer: string): readonly string[] =>
  pointer === ''
    ? []
    : pointer
        .slice(1)
        .split('/')
        .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
