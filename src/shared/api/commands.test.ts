import { createCommands } from './commands'
import type { KeyValueStore } from './pending'
import type { Door, Envelope } from './types'

function memoryStore(): KeyValueStore {
  const values = new Map<string, string>()
  return {
    keys: () => [...values.keys()],
    get: (key) => values.get(key) ?? null,
    set: (key, value) => void values.set(key, value),
    remove: (key) => void values.delete(key),
  }
}

/** A cloud that takes each key once, as the real one does, behind a line that can be cut before or after it. */
function cloud() {
  const effects = new Map<string, Envelope>()
  const sent: string[] = []
  let line: 'open' | 'cut' | 'reply lost' | 'busy' = 'open'
  return {
    effects,
    sent,
    setLine(next: typeof line) {
      line = next
    },
    transport: async (envelope: Envelope) => {
      const key = envelope.key ?? ''
      sent.push(key)
      if (line === 'cut') throw new Error('no network')
      if (line === 'busy') return { ok: false, code: 'busy', params: {}, retryable: true, requestId: 'r' }
      effects.set(key, envelope)
      if (line === 'reply lost') throw new Error('reply lost')
      return { ok: true, data: {}, requestId: 'r' }
    },
  }
}

const refusal = { ok: false, code: 'already_checked_in', params: { on: 'today' }, retryable: false, requestId: 'r' }

function phone(
  transport: (envelope: Envelope) => Promise<unknown>,
  options: { store?: KeyValueStore; caller?: string; nowMs?: () => number; lateRefusals?: 'kept' | 'dropped' } = {},
) {
  const store = options.store ?? memoryStore()
  let seed = 1
  const changes: string[] = []
  const commands = createCommands({
    door: 'member',
    caller: options.caller ?? 'ann',
    lateRefusals: options.lateRefusals ?? 'dropped',
    transport,
    store,
    wait: async () => {},
    nowMs: options.nowMs ?? (() => 1_700_000_000_000),
    random: () => {
      seed = (seed * 16807) % 2147483647
      return seed / 2147483647
    },
    onChange: (change) => changes.push(change),
  })
  return { commands, store, changes }
}

/** Lets everything that can happen happen. */
const settle = async () => {
  for (let turn = 0; turn < 100; turn++) await Promise.resolve()
}

test('an answered command is forgotten', async () => {
  const { transport, effects } = cloud()
  const { commands, store, changes } = phone(transport)
  expect(await commands.perform('check-in.perform', {})).toMatchObject({ ok: true })
  expect([effects.size, store.keys(), changes]).toEqual([1, [], ['flight', 'answered']])
})

test('a command is stored before it is sent', async () => {
  let storedWhenSent: string[] = []
  const { commands, store } = phone(async () => {
    storedWhenSent = [...store.keys()]
    return { ok: true, data: {}, requestId: 'r' }
  })
  await commands.perform('members.update', { nickname: '小林' })
  expect(storedWhenSent).toHaveLength(1)
})

test('taps during the flight join it: one key, one effect, one reply for all', async () => {
  const { transport, sent } = cloud()
  const { commands } = phone(transport)
  const replies = await Promise.all(Array.from({ length: 5 }, () => commands.perform('check-in.perform', {})))
  expect([new Set(replies).size, sent.length]).toEqual([1, 1])
})

test('a lost reply is asked for with the same key', async () => {
  const { transport, effects, sent, setLine } = cloud()
  const { commands } = phone(transport)
  setLine('reply lost')
  const reply = commands.perform('check-in.perform', {})
  await settle()
  setLine('open')
  commands.resume()
  await reply
  await settle()
  expect(effects.size).toBe(1)
  expect(new Set(sent).size).toBe(1)
})

test('a refusal that time can cure is tried again with the same key', async () => {
  const { transport, sent, setLine } = cloud()
  const { commands, store } = phone(transport)
  setLine('busy')
  expect(await commands.perform('check-in.perform', {})).toMatchObject({ ok: false, code: 'unanswered' })
  expect([sent.length, new Set(sent).size, store.keys().length]).toEqual([6, 1, 1])
})

test('a refusal that time cannot cure ends the command', async () => {
  const { commands, store } = phone(async () => refusal)
  expect(await commands.perform('check-in.perform', {})).toEqual(refusal)
  expect(store.keys()).toEqual([])
})

test('without a network the command stays and is finished when it returns', async () => {
  const { transport, effects, setLine } = cloud()
  const { commands, store, changes } = phone(transport)
  setLine('cut')
  expect(await commands.perform('check-in.perform', {})).toMatchObject({ code: 'unanswered' })
  expect([effects.size, store.keys().length]).toEqual([0, 1])
  setLine('open')
  commands.resume()
  await settle()
  expect([effects.size, store.keys(), changes.at(-1)]).toEqual([1, [], 'answered'])
})

test('the next start finishes what the last one left', async () => {
  const { transport, effects, sent, setLine } = cloud()
  setLine('reply lost')
  const before = phone(transport)
  await before.commands.perform('check-in.perform', {})
  setLine('open')
  const after = phone(transport, { store: before.store })
  after.commands.resume()
  await settle()
  expect([effects.size, new Set(sent).size, before.store.keys()]).toEqual([1, 1, []])
})

test('a tap on what is still unanswered sends the same command, not a new one', async () => {
  const { transport, effects, setLine } = cloud()
  const { commands } = phone(transport)
  setLine('reply lost')
  await commands.perform('check-in.perform', {})
  setLine('open')
  await commands.perform('check-in.perform', {})
  expect(effects.size).toBe(1)
})

test('a tap long after an unanswered one is a new wish, sent after the old one', async () => {
  const { transport, effects, setLine } = cloud()
  let nowMs = 1_700_000_000_000
  const { commands } = phone(transport, { nowMs: () => nowMs })
  setLine('cut')
  await commands.perform('check-in.perform', {})
  setLine('open')
  nowMs += 11 * 60_000
  commands.resume()
  await commands.perform('check-in.perform', {})
  expect(effects.size).toBe(2)
})

test('what is asked for its answer alone waits for the next tap, however late, and is then the same command', async () => {
  const { transport, effects, sent, setLine } = cloud()
  let nowMs = 1_700_000_000_000
  const { commands, store } = phone(transport, { nowMs: () => nowMs })
  setLine('reply lost')
  expect(await commands.perform('rewards.reveal', { orderId: 'o-1' })).toMatchObject({ code: 'unanswered' })
  setLine('open')
  const asked = sent.length
  commands.resume()
  await settle()
  expect([sent.length, store.keys()]).toEqual([asked, [expect.stringContaining('pending|')]])

  nowMs += 3 * 86_400_000
  const restarted = phone(transport, { store, nowMs: () => nowMs }).commands
  restarted.resume()
  await settle()
  expect(sent).toHaveLength(asked)
  expect(await restarted.perform('rewards.reveal', { orderId: 'o-1' })).toMatchObject({ ok: true })
  expect([effects.size, new Set(sent).size, store.keys()]).toEqual([1, 1, []])
})

test('what is asked for its answer alone is still sent again while somebody waits', async () => {
  const { transport, effects, setLine } = cloud()
  const { commands } = phone(transport)
  setLine('busy')
  const answer = commands.perform('rewards.reveal', { orderId: 'o-1' })
  await Promise.resolve()
  setLine('open')
  commands.resume()
  expect(await answer).toMatchObject({ ok: true })
  expect(effects.size).toBe(1)
})

test('another input is another command, and both arrive in the order of the taps', async () => {
  const { transport, effects } = cloud()
  const { commands } = phone(transport)
  await Promise.all([
    commands.perform('members.update', { nickname: '一' }),
    commands.perform('members.update', { nickname: '二' }),
  ])
  expect([...effects.values()].map(({ input }) => input)).toEqual([{ nickname: '一' }, { nickname: '二' }])
})

test("one caller never finishes another caller's commands", async () => {
  const { transport, effects, setLine } = cloud()
  setLine('cut')
  const ann = phone(transport)
  await ann.commands.perform('check-in.perform', {})
  setLine('open')
  phone(transport, { store: ann.store, caller: 'bob' }).commands.resume()
  await settle()
  expect([effects.size, ann.store.keys().length]).toEqual([0, 1])
})

test('a command older than a week is dropped, and so is a half-written one', async () => {
  const { transport, effects, setLine } = cloud()
  setLine('cut')
  const { commands, store } = phone(transport)
  await commands.perform('check-in.perform', {})
  store.set('pending|member|ann|broken', '{"key":')
  setLine('open')
  const eightDaysOn = () => 1_700_000_000_000 + 8 * 86_400_000
  phone(transport, { store, nowMs: eightDaysOn }).commands.resume()
  await settle()
  expect([effects.size, store.keys()]).toEqual([0, []])
})

test('while it is in flight the action shows as pending', async () => {
  const { transport } = cloud()
  const { commands } = phone(transport)
  const reply = commands.perform('check-in.perform', {})
  expect(commands.isInFlight('check-in.perform')).toBe(true)
  await reply
  expect(commands.isInFlight('check-in.perform')).toBe(false)
})

test('each door has its own commands', async () => {
  const { transport, effects, setLine } = cloud()
  setLine('cut')
  const atMember = phone(transport)
  await atMember.commands.perform('check-in.perform', {})
  setLine('open')
  const doors: readonly Door[] = ['merchant', 'member']
  const finished = []
  for (const door of doors) {
    const ports = { caller: 'ann', lateRefusals: 'kept', transport, store: atMember.store } as const
    const line = { wait: async () => {}, nowMs: () => 1_700_000_000_000, random: Math.random, onChange: () => {} }
    createCommands({ door, ...ports, ...line }).resume()
    await settle()
    finished.push(effects.size)
  }
  expect(finished).toEqual([0, 1])
})

describe('what is unconfirmed', () => {
  test('is listed with its input and moment until the cloud answered, an earlier start included', async () => {
    const { transport, setLine } = cloud()
    setLine('cut')
    const before = phone(transport)
    await before.commands.perform('members.update', { nickname: '一' })
    await before.commands.perform('check-in.perform', {})
    const { commands } = phone(transport, { store: before.store })
    expect(commands.unconfirmed('members.update')).toEqual([
      { key: expect.any(String), input: { nickname: '一' }, madeAtMs: 1_700_000_000_000, refusal: null },
    ])
    setLine('open')
    commands.resume()
    await settle()
    expect(commands.unconfirmed('members.update')).toEqual([])
  })

  test('is listed from the tap on', () => {
    const { commands } = phone(cloud().transport)
    void commands.perform('check-in.perform', {})
    expect(commands.unconfirmed('check-in.perform')).toHaveLength(1)
  })

  /** A phone whose command was refused after its tap had been given up. */
  async function refusedLate(lateRefusals: 'kept' | 'dropped') {
    const sent: Envelope[] = []
    let isCut = true
    const made = phone(
      async (envelope) => {
        if (isCut) throw new Error('no network')
        sent.push(envelope)
        return refusal
      },
      { lateRefusals },
    )
    await made.commands.perform('check-in.perform', {})
    isCut = false
    made.commands.resume()
    await settle()
    return { ...made, sent }
  }

  test('stays with its refusal when nobody waited for it, is never sent again, and goes when it was read', async () => {
    const { commands, store, sent, changes } = await refusedLate('kept')
    const [refused] = commands.unconfirmed('check-in.perform')
    expect(refused?.refusal).toEqual({ code: 'already_checked_in', params: { on: 'today' } })
    commands.resume()
    await settle()
    expect(sent).toHaveLength(1)
    const shown = changes.length
    commands.dismiss(refused?.key ?? '')
    expect([commands.unconfirmed('check-in.perform'), store.keys(), changes.length]).toEqual([[], [], shown + 1])
  })

  test('is not what a new tap means', async () => {
    const { commands, sent } = await refusedLate('kept')
    await commands.perform('check-in.perform', {})
    expect(new Set(sent.map(({ key }) => key)).size).toBe(2)
  })

  test('goes with its refusal where no screen lists it', async () => {
    expect((await refusedLate('dropped')).store.keys()).toEqual([])
  })

  test('goes with a refusal that somebody waited for', async () => {
    const { commands, store } = phone(async () => refusal, { lateRefusals: 'kept' })
    await commands.perform('check-in.perform', {})
    expect(store.keys()).toEqual([])
  })

  test('goes with a refusal that somebody began to wait for on the way', async () => {
    let answer = (_: unknown) => {}
    const { commands, store } = phone(() => new Promise((resolve) => (answer = resolve)), { lateRefusals: 'kept' })
    void commands.perform('check-in.perform', {})
    await settle()
    const restarted = phone(() => new Promise((resolve) => (answer = resolve)), { store, lateRefusals: 'kept' })
    restarted.commands.resume()
    const reply = restarted.commands.perform('check-in.perform', {})
    await settle()
    answer(refusal)
    expect(await reply).toEqual(refusal)
    expect(store.keys()).toEqual([])
  })
})
