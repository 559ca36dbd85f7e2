import { useEffect, useState } from 'react'
import { BurstThing } from './burst'
import { Chat } from './chat'
import { HandEditThing } from './hand-edit'
import { Journal } from './journal'
import { LostRepliesThing } from './lost-replies'
import { OfflineThing } from './offline'
import { shop } from './personas'
import { PhoneOnStage, phoneSize } from './phone'
import { ScanThing } from './scan'
import './stage.css'
import { TomorrowThing } from './tomorrow'
import { useDemo } from './use-demo'
import { useJournal } from './use-journal'
import { type Phone, usePhone } from './use-phone'
import { useScale } from './use-scale'

const SIDES = ['左边', '右边'] as const

/** The phone that was last touched: an iframe keeps its clicks to itself, but the focus shows where they went. */
function useTouched(phones: readonly Phone[], onTouch: (index: number) => void): void {
  useEffect(() => {
    const look = () => {
      const touched = phones.findIndex(
        ({ frame }) => frame.current !== null && frame.current === document.activeElement,
      )
      if (touched >= 0) onTouch(touched)
    }
    addEventListener('blur', look)
    return () => removeEventListener('blur', look)
  })
}

function Head({ hasDemo, percent }: { hasDemo: boolean; percent: number | null }) {
  const stores = shop.stores.map(({ name }) => name).join('、')
  return (
    <header className="head">
      <p className="head-over">
        <span>福点演示台{percent !== null && `，演示数据已生成 ${percent}%，可以先用`}</span>
        <a href="/console" target="_blank" rel="noreferrer">
          控制台
        </a>
      </p>
      <h1>{hasDemo ? shop.name : '会员与积分'}</h1>
      <p>
        {hasDemo
          ? `一家虚构的苏州茶铺，有${stores}，三百位会员的一整年。两台手机随便点；选“店员”，就站到柜台后面。`
          : '两台手机各登录一位会员。这里没有演示数据，先从加入会员开始。'}
      </p>
    </header>
  )
}

function WhichPhone({
  phones,
  active,
  use,
}: {
  phones: readonly Phone[]
  active: number
  use: (index: number) => void
}) {
  return (
    <div className="which" role="radiogroup" aria-label="对哪台手机">
      {phones.map(({ persona }, index) => (
        <label key={SIDES[index]}>
          <input type="radio" name="which" checked={index === active} onChange={() => use(index)} />
          <span>
            {SIDES[index]}：{persona.nickname ?? persona.label}
          </span>
        </label>
      ))}
    </div>
  )
}

export function Stage() {
  const left = usePhone('regular')
  const right = usePhone('fresh')
  const phones = [left, right]
  const [active, setActive] = useState(0)
  useTouched(phones, setActive)
  const scale = useScale()
  const { percent, isThere } = useDemo()
  const { lines, note } = useJournal()
  const phone = active === 0 ? left : right
  const who = phone.persona.nickname ?? phone.persona.label
  const waiting = isThere === null ? '' : percent === 0 ? '会员正在路上，请稍等几秒' : null
  const onNewDay = () => {
    for (const each of phones) each.reload()
  }
  return (
    <main className="page stage">
      <div className="bar">
        <Head hasDemo={isThere !== false} percent={percent} />
        <div className="things">
          <TomorrowThing note={note} onNewDay={onNewDay} />
          <LostRepliesThing note={note} />
          <ScanThing phones={phones} note={note} />
        </div>
        <div className="things">
          <WhichPhone phones={phones} active={active} use={setActive} />
          <BurstThing phone={phone} who={who} note={note} />
          <OfflineThing phone={phone} who={who} note={note} />
          <HandEditThing phone={phone} who={who} note={note} />
        </div>
        <Journal lines={lines} />
      </div>
      {phones.map((each, index) => (
        <PhoneOnStage
          key={SIDES[index]}
          phone={each}
          side={SIDES[index] ?? ''}
          isActive={index === active}
          scale={scale}
          waiting={waiting}
          onUse={() => setActive(index)}
        />
      ))}
      <Chat phones={phones} height={phoneSize.height * scale} note={note} />
    </main>
  )
}
