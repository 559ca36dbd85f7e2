import * as z from 'zod/mini'
import { refuse } from '../kernel/refusal'
import { command, query } from './contract'
import { defineModule, type Handlers } from './module'

/**
 * What must not compile. The type checker runs over this file: a line marked as an error that is none fails the check.
 */
const contract = {
  'tea.pour': command({
    audiences: ['member'],
    summary: 'Pours tea.',
    input: z.strictObject({ cups: z.int() }),
    output: z.strictObject({ poured: z.int() }),
    refusals: ['pot_is_empty'],
  }),
  'tea.list': query({
    audiences: ['ops'],
    summary: 'Lists teas.',
    input: z.strictObject({}),
    output: z.strictObject({ teas: z.array(z.string()) }),
  }),
}

const good: Handlers<typeof contract> = {
  'tea.pour': async (context, { cups }) =>
    context.command.key === '' || context.caller.memberId === '' ? refuse('pot_is_empty') : { poured: cups },
  'tea.list': async () => ({ teas: [] }),
}

// @ts-expect-error: a handler is missing
const missing: Handlers<typeof contract> = { 'tea.list': async () => ({ teas: [] }) }

const undeclared: Handlers<typeof contract> = {
  ...good,
  // @ts-expect-error: the action does not declare this refusal
  'tea.pour': async () => refuse('sold_out'),
}

const misspelt: Handlers<typeof contract> = {
  ...good,
  // @ts-expect-error: a misspelt code
  'tea.pour': async () => refuse('pot_is_emtpy'),
}

const otherOutput: Handlers<typeof contract> = {
  ...good,
  // @ts-expect-error: not what the contract answers
  'tea.list': async () => ({ teas: [1] }),
}

const queryWithCommand: Handlers<typeof contract> = {
  ...good,
  // @ts-expect-error: a query has no command's key
  'tea.list': async (context) => ({ teas: [context.command.key] }),
}

const wrongCaller: Handlers<typeof contract> = {
  ...good,
  // @ts-expect-error: an operator is no member
  'tea.list': async (context) => ({ teas: [context.caller.memberId] }),
}

test('a module takes the handlers of its own contract', () => {
  expect(defineModule({ name: 'tea', contract, handlers: good }).name).toBe('tea')
  for (const wrong of [missing, undeclared, misspelt, otherOutput, queryWithCommand, wrongCaller]) {
    expect(Object.keys(wrong)).toContain('tea.list')
  }
})
