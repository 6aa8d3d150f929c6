// First, for it says in which order the layers of all other styles stand.
import './views/shell/base.css'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createEngineClient } from './engine/client.ts'
import { browserBar } from './state/address.ts'
import { createConsole } from './state/console.ts'
import { followEngine } from './state/engine-news.ts'
import { tellOfEngine } from './state/engine-notices.ts'
import { createScreen } from './state/screen.ts'
import { Shell } from './views/shell/shell.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root.')

// The engine works in this tab: losing the network stops nothing.
const queries = new QueryClient({
  defaultOptions: { queries: { networkMode: 'always', refetchOnWindowFocus: false } },
})
const engine = createEngineClient()
const screen = createScreen(engine, browserBar())
followEngine(engine, screen, queries)
tellOfEngine(
  engine,
  screen.notices,
  () => void queries.refetchQueries({ predicate: ({ state }) => state.status === 'error' }),
)
void screen.session.arrive()
// For who would rather ask in the console; the README tells what.
Object.defineProperty(window, 'interlinear', { value: createConsole(screen, engine) })

// What is caught is told in its place, with its details for who wants them.
createRoot(root, { onCaughtError: () => {} }).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <Shell screen={screen} />
    </QueryClientProvider>
  </StrictMode>,
)
