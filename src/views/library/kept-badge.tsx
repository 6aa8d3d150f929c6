import { useState } from 'react'
import { createPortal } from 'react-dom'
import { useStore } from 'zustand'
import { homeOf } from '../../state/keeping/recents.ts'
import { Button } from '../kit/button.tsx'
import { useOpened, useScreen } from '../kit/screen.ts'
import { Sheet } from '../kit/sheet.tsx'
import { Offer } from './keeping.tsx'

/** Says of what is open that a reload would forget it, and why. What is kept needs no word. */
export function KeptBadge() {
  const { address, settings, recents } = useScreen()
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  const opened = useOpened()
  const origin = useStore(address, (state) => state.origin)
  const keeping = useStore(settings, (state) => state.keeping)
  const why = useStore(recents, ({ refused }) => opened && refused[homeOf(origin, opened)])
  // The address alone brings these back.
  const isInAddress = origin.kind !== 'local'
  if (!opened || (!why && (isInAddress || keeping !== 'unasked'))) return null
  return (
    <>
      <Button look="quiet" onClick={() => setOpen(true)} title="A reload would forget this">
        Not kept
      </Button>
      {isOpen &&
        createPortal(
          keeping === 'unasked' ? (
            <Sheet title="Shall this browser keep what you open?" onClose={close}>
              <Offer isAsked={false} onChosen={close} />
            </Sheet>
          ) : (
            <Sheet title="This is not kept" onClose={close}>
              <p>{why} A reload would forget it; a saved file or a link can hold it.</p>
            </Sheet>
          ),
          // Not in the banner, where it stands in the tree of views.
          document.body,
        )}
    </>
  )
}
