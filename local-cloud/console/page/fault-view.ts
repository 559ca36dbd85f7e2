import { type FaultInfo, get, request } from './api'
import { attempt, h, heading, noteLine, put } from './dom'

type Rate = 'lostReplyRate' | 'errorRate' | 'lateApplyRate'

const rates: [Rate, keyof FaultInfo['fired'], string, string][] = [
  ['lostReplyRate', 'lostReply', '回复丢失', '已经生效，但云函数收到的是错误或断线'],
  ['errorRate', 'error', '请求失败', '没有生效，云函数收到错误'],
  ['lateApplyRate', 'lateApply', '迟到生效', '先收到错误，稍后才生效'],
]

function field(label: string, explanation: string, input: HTMLInputElement): HTMLElement {
  return h(
    'label',
    { className: 'field' },
    h('span', {}, label),
    input,
    h('span', { className: 'second' }, explanation),
  )
}

/** Faults between the functions and the database, to see that nothing is lost or counted twice. */
export function faultView(): HTMLElement {
  const number = (most: number, step: number) =>
    h('input', { type: 'number', min: 0, max: most, step, value: '0', className: 'figures' })
  const latency = number(60_000, 1)
  const seed = number(2 ** 31, 1)
  const percents = new Map(rates.map(([name]) => [name, number(100, 1)]))
  const fired = h('div', { className: 'tiles' })
  const note = noteLine()

  const show = (faults: FaultInfo) => {
    latency.value = String(faults.latencyMs)
    seed.value = String(faults.seed)
    for (const [name, input] of percents) input.value = String(Math.round(faults[name] * 100))
    count(faults)
  }
  const count = ({ fired: counts }: FaultInfo) =>
    put(
      fired,
      ...[['延迟', counts.latency] as const, ...rates.map(([, key, label]) => [label, counts[key]] as const)].map(
        ([label, times]) =>
          h(
            'div',
            { className: 'tile' },
            h('strong', { className: 'figures' }, times),
            h('span', { className: 'second' }, label),
          ),
      ),
    )
  const send = async (body: object, said: string) => {
    show(await request<FaultInfo>('POST', '/_local/faults', body))
    return said
  }
  const chosen = () => ({
    latencyMs: Number(latency.value),
    seed: Number(seed.value),
    ...Object.fromEntries([...percents].map(([name, input]) => [name, Number(input.value) / 100])),
  })
  const apply: HTMLButtonElement = h(
    'button',
    { className: 'main', onclick: () => attempt(apply, note, () => send(chosen(), '已开始，次数从零计')) },
    '开始',
  )
  const off: HTMLButtonElement = h(
    'button',
    { onclick: () => attempt(off, note, () => send({}, '已全部关闭')) },
    '全部关闭',
  )
  void get<FaultInfo>('/_local/faults').then(show)
  const alive = setInterval(
    () => (fired.isConnected ? get<FaultInfo>('/_local/faults').then(count, () => {}) : clearInterval(alive)),
    2_000,
  )
  return h(
    'div',
    { className: 'stack' },
    heading('故障', '在云函数和数据库之间制造故障，看数据是否仍然正确'),
    h(
      'section',
      { className: 'card stack' },
      h(
        'div',
        { className: 'fields' },
        field('延迟（毫秒）', '每次数据库请求先等这么久', latency),
        ...rates.map(([name, , label, explanation]) =>
          field(`${label}（%）`, explanation, percents.get(name) as HTMLInputElement),
        ),
        field('种子', '同一个种子，故障的次序相同', seed),
      ),
      h('div', { className: 'row' }, apply, off, note),
    ),
    h('section', { className: 'card stack' }, h('h2', {}, '已经发生'), fired),
  )
}
