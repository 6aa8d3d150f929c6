import { restore } from '../../hub/extras.ts'
import type { Leaf, WrittenObject } from '../../hub/leaf.ts'
import { also, spell, withNumbers } from '../../hub/leaf.ts'
import { lose } from '../../hub/losses.ts'
import type { ReasoningWish } from '../../hub/request.ts'
import { BUDGETS, DIALECT, formOf, keyOut, LEVELS, unlessEmpty, wordOf } from './words.ts'
import type { Scope } from './write-part.ts'

/** `thinkingConfig`: a budget of tokens or a level, by model family, never both. anthropic-gemini.md §G.1. */
export function writeThinking(wish: ReasoningWish, scope: Scope): WrittenObject | undefined {
  const form = formOf(wish.tag)
  const amount = scope.isHome
    ? asRead(wish)
    : scope.family.thinking === 'budget'
      ? asBudget(wish)
      : atLeast(scope.family.leastLevel, asLevel(wish))
  if (!scope.isHome) {
    lose(scope.losses, 'is-default', 'Gemini thinks unless told otherwise.', wish.isOn)
    lose(
      scope.losses,
      'one-amount',
      'Gemini takes one measure of thinking; the other one was kept.',
      wish.effort,
      wish.budget,
    )
  }
  return unlessEmpty({
    [keyOut('includeThoughts', form)]: wish.summary && spell(wish.summary, showsThoughts(wish.summary.value)),
    [keyOut('thinkingBudget', form)]: amount.budget,
    [keyOut('thinkingLevel', form)]: amount.level,
    ...restore(wish.extras, DIALECT),
  })
}

const showsThoughts = (summary: string | boolean): boolean =>
  summary !== false && summary !== 'omitted' && summary !== 'none'

interface Amount {
  readonly budget?: Leaf<number> | undefined
  readonly level?: Leaf<string> | undefined
}

function asRead({ isOn, budget, effort, tag }: ReasoningWish): Amount {
  const none =
    isOn && withNumbers(spell(isOn, isOn.value ? Number(wordOf(formOf(tag)) ?? -1) : 0), isOn.numbers)
  return {
    budget: budget ?? none,
    level: effort && spell(effort, LEVELS[effort.value] ?? effort.value.toUpperCase()),
  }
}

/** The model's own choice, on the 2.5 series. */
const DYNAMIC = -1

function asBudget({ isOn, budget, effort, tag }: ReasoningWish): Amount {
  if (isOn?.value === false) return { budget: also(spell(isOn, 0, 'effort-as-budget'), tag) }
  if (budget) return { budget: also(budget, isOn, tag) }
  if (effort)
    return { budget: also(spell(effort, BUDGETS[effort.value] ?? DYNAMIC, 'effort-as-budget'), isOn, tag) }
  return isOn ? { budget: also(spell(isOn, DYNAMIC, 'effort-as-budget'), tag) } : {}
}

const atLeast = (least: string, { level }: Amount): Amount =>
  level?.value === 'MINIMAL' && least !== 'MINIMAL'
    ? { level: spell(level, least, 'nearest-effort') }
    : { level }

/** Up to which budget a level is meant, by the same figures as the other way round. */
const STEPS: readonly (readonly [upTo: number, level: string])[] = [
  [1024, 'LOW'],
  [8192, 'MEDIUM'],
]

function asLevel({ isOn, budget, effort, tag }: ReasoningWish): Amount {
  if (isOn?.value === false) return { level: also(spell(isOn, 'MINIMAL', 'nearest-effort'), tag) }
  if (effort)
    return {
      level: also(
        spell(
          effort,
          LEVELS[effort.value] ?? 'HIGH',
          LEVELS[effort.value] === effort.value.toUpperCase() ? undefined : 'nearest-effort',
        ),
        isOn,
        tag,
      ),
    }
  if (!budget) return {}
  const level = STEPS.find(([upTo]) => budget.value <= upTo)?.[1] ?? 'HIGH'
  return { level: also(spell(budget, level, 'budget-as-level'), isOn, tag) }
}
