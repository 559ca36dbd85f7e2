import { personas } from '../../src/stage/personas'
import type { Stage } from '../kit/stage'

interface StageScene {
  readonly name: string
  readonly act: (stage: Stage) => Promise<void>
}

/** The windows that the stage is looked at in; the first has no word in the names of its pictures. */
export const WINDOWS = [
  { name: '', width: 1440, height: 900 },
  { name: '-1280', width: 1280, height: 800 },
  { name: '-1920', width: 1920, height: 1080 },
] as const

const CARD = '平江路新到的碧螺春，来坐坐'

export const stageScenes: readonly StageScene[] = [
  {
    name: 'stage',
    async act({ left, right }) {
      for (const frame of [left, right]) await frame.locator('.page .button').first().waitFor()
    },
  },
  {
    name: 'stage-counter',
    async act(stage) {
      await stage.choose('右边', personas.clerk.label)
      await stage.right.getByRole('button', { name: '扫会员码' }).waitFor()
      await stage.page.getByRole('button', { name: '扫一扫' }).click()
      for (const name of ['3', '6']) await stage.right.getByRole('button', { name, exact: true }).click()
      await stage.right.getByRole('button', { name: /^记 36\.00 元，积/ }).waitFor()
    },
  },
  {
    name: 'stage-chat',
    async act(stage) {
      await stage.sendCard(CARD)
      await stage.page.getByRole('button', { name: CARD }).click()
      await stage.right.getByText('平江路店欢迎您').waitFor()
    },
  },
]
