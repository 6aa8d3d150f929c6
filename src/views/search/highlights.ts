import type { RefObject } from 'react'
import { useEffect } from 'react'

/** Marks a text wherever the lanes say it, without touching what they draw; in the chosen row it is marked stronger. */
export function useHighlights(half: RefObject<HTMLElement | null>, text: string | undefined): void {
  useEffect(() => {
    const root = half.current
    const wanted = text?.trim() ? text.toLowerCase() : undefined
    // Browsers without this still have the count and the walk.
    if (!root || wanted === undefined || typeof Highlight === 'undefined') return undefined
    let frame = 0
    const mark = () => {
      frame = 0
      const [others, here] = [new Highlight(), new Highlight()]
      for (const range of rangesOf(root, wanted)) {
        const isHere = range.startContainer.parentElement?.closest('[aria-selected="true"]')
        if (isHere) here.add(range)
        else others.add(range)
      }
      CSS.highlights.set('found', others)
      CSS.highlights.set('found-here', here)
    }
    const soon = () => {
      frame ||= requestAnimationFrame(mark)
    }
    const changes = new MutationObserver(soon)
    changes.observe(root, {
      subtree: true,
      childList: true,
      characterData: true,
      attributeFilter: ['aria-selected'],
    })
    mark()
    return () => {
      changes.disconnect()
      cancelAnimationFrame(frame)
      CSS.highlights.delete('found')
      CSS.highlights.delete('found-here')
    }
  }, [half, text])
}

function* rangesOf(root: HTMLElement, wanted: string): Generator<Range> {
  for (const cell of root.querySelectorAll('[role="gridcell"]')) {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const said = (node.nodeValue ?? '').toLowerCase()
      for (let at = said.indexOf(wanted); at >= 0; at = said.indexOf(wanted, at + wanted.length)) {
        // A letter whose small form is longer would lead beyond the end.
        if (at + wanted.length > (node.nodeValue ?? '').length) break
        const range = document.createRange()
        range.setStart(node, at)
        range.setEnd(node, at + wanted.length)
        yield range
      }
    }
  }
}
