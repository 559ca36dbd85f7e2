import { useEffect, useState } from 'react'
import { client, type Data, keyValueStore, useFreshness } from '../api'
import { textOn, transparent } from './contrast'

export type Programme = Data<'members.programme'>

const KEPT_AS = 'programme'

function kept(): Programme | null {
  try {
    return JSON.parse(keyValueStore.get(KEPT_AS) ?? 'null') as Programme | null
  } catch {
    return null
  }
}

// Read once at the start, so that the first paint already wears the shop's colour.
let known = kept()
const listeners = new Set<(programme: Programme) => void>()

function remember(programme: Programme): void {
  known = programme
  keyValueStore.set(KEPT_AS, JSON.stringify(programme))
  for (const listener of [...listeners]) listener(programme)
}

/** The shop's programme as last heard; null only on the very first start before the reply. */
export function useProgramme(): Programme | null {
  const [programme, setProgramme] = useState(known)
  useEffect(() => {
    setProgramme(known)
    listeners.add(setProgramme)
    return () => {
      listeners.delete(setProgramme)
    }
  }, [])
  return programme
}

/** What the shop calls its points. */
export function usePointsName(): string {
  return useProgramme()?.brand.pointsName ?? '积分'
}

/** For the root of a page alone: asks for the programme in the same call as the page's own data. */
export function useFreshProgramme(): Programme | null {
  const ask = async () => {
    const reply = await client.query('members.programme', {})
    if (reply.ok) remember(reply.data)
  }
  useFreshness(ask, () => known === null)
  return useProgramme()
}

/** The shop's accent as variables of a page; tokens.css picks the pair that fits light or dark. */
export function accentVariables(programme: Programme | null): string {
  if (!programme) return ''
  const { accentColor, accentColorDark } = programme.brand
  const variables = {
    'accent-light': accentColor,
    'on-accent-light': textOn(accentColor),
    'accent-soft-light': transparent(accentColor, 0.1),
    'accent-dark': accentColorDark,
    'on-accent-dark': textOn(accentColorDark),
    'accent-soft-dark': transparent(accentColorDark, 0.18),
  }
  return Object.entries(variables)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';')
}
