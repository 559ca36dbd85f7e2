/** The fictional chain of the demo. */
export const shop = {
  name: '檐雨茶铺',
  accentColor: '#8f4f2b',
  pointsName: '茶点',
  /** A member's share code names the store whose poster they scanned. */
  stores: [
    { shareCode: 'pingjiang-lu', name: '平江路店' },
    { shareCode: 'shantang-jie', name: '山塘街店' },
    { shareCode: 'shiquan-jie', name: '十全街店' },
  ],
} as const

export interface Persona {
  /** Never all digits: the platform's SDK would take it for a number. */
  readonly openid: string
  /** Null for one who has not joined yet. */
  readonly nickname: string | null
  /** In two characters, for choosing. */
  readonly label: string
  /** Who it is and what to try, in one line. */
  readonly about: string
}

/** Members with a story, for visitors and tests to be signed in as. */
export const personas = {
  regular: {
    openid: 'demo-regular',
    nickname: '阿棠',
    label: '常客',
    about: '几乎每天都来，前几天漏了一次：签到，再试试补签',
  },
  fresh: {
    openid: 'demo-new',
    nickname: null,
    label: '新客',
    about: '第一次进店，还没有入会：从加入会员开始',
  },
  top: {
    openid: 'demo-top',
    nickname: '老沈爱喝茶',
    label: '达人',
    about: '今天是连签的第 365 天：签到，领整年的奖励',
  },
  lapsed: {
    openid: 'demo-lapsed',
    nickname: '出差的小顾',
    label: '久别',
    about: '来了四个月就没再来：茶点还在，连签从头开始',
  },
  expiring: {
    openid: 'demo-expiring',
    nickname: '糯米团子',
    label: '到期',
    about: '去年攒的茶点今年年底到期：看看明细和到期日',
  },
} as const satisfies Record<string, Persona>

export type PersonaName = keyof typeof personas
