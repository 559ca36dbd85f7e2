import type { PropsWithChildren } from 'react'
import { useUnfinishedCommands } from '@/shared/api'
import './app.css'

export default function App({ children }: PropsWithChildren) {
  useUnfinishedCommands()
  return children
}
