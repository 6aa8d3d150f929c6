import type { Page } from '@playwright/test'

/** What moves of its own, would move when it is changed, or would glide when it is scrolled: nothing for who asked for that. */
export const motionIn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const name = (element: Element | null) => `${element?.nodeName} ${element?.className}`
    const running = document
      .getAnimations()
      .map(({ effect }) => `runs: ${effect instanceof KeyframeEffect ? name(effect.target) : 'of nothing'}`)
    const ready = [...document.querySelectorAll('*')].flatMap((element) => {
      const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element)
      const moves =
        /[1-9]/.test(transitionDuration) || animationName !== 'none' || scrollBehavior === 'smooth'
      return moves ? [`would: ${name(element)}`] : []
    })
    return [...new Set([...running, ...ready])].slice(0, 8)
  })
