/** The fictional chain of the demo. */
export const shop = {
  name: '檐雨茶铺',
  accentColor: '#8f4f2b',
  pointsName: '茶点',
  stores: [
    { storeId: 'pingjiang', name: '平江路店' },
    { storeId: 'shantang', name: '山塘街店' },
    { storeId: 'shiquan', name: '十全街店' },
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
  /** The page their phone shows first, where that is not the home page. */
  readonly opens?: string
}

/** People with a story, for visitors and tests to be signed in as: members, and one who stands behind the counter. */
export const personas = {
  regular: {
    openid: 'demo-regular',
    nickname: '阿棠',
    label: '常客',
    about: '几乎天天来，漏了一天：签到，试试补签',
  },
  fresh: {
    openid: 'demo-new',
    nickname: null,
    label: '新客',
    about: '第一次进店，还没入会：从加入会员开始',
  },
  top: {
    openid: 'demo-top',
    nickname: '老沈爱喝茶',
    label: '达人',
    about: '连签的第 365 天：签到，领整年奖励',
  },
  lapsed: {
    openid: 'demo-lapsed',
    nickname: '出差的小顾',
    label: '久别',
    about: '四个月没来：茶点还在，连签从头来',
  },
  expiring: {
    openid: 'demo-expiring',
    nickname: '糯米团子',
    label: '到期',
    about: '去年的茶点年底到期：看看到期日',
  },
  pending: {
    openid: 'demo-pending',
    nickname: '小满',
    label: '刚买',
    about: '茶点过了退货期才到账：看看消费记录',
  },
  debt: {
    openid: 'demo-debt',
    nickname: '退货的阿杰',
    label: '欠点',
    about: '花了茶点又退货，欠着的以后抵扣：看看明细',
  },
  clerk: {
    openid: 'demo-clerk',
    nickname: '店员小周',
    label: '店员',
    about: '平江路店的柜台：扫码记账，分享卡片',
    opens: 'features/merchant-desk/pages/desk',
  },
  owner: {
    openid: 'demo-owner',
    nickname: '何掌柜',
    label: '掌柜',
    about: '活动办得怎样：体检草稿，按真实账目预演',
    opens: 'features/operator-campaigns/pages/campaigns',
  },
} as const satisfies Record<string, Persona>

export type PersonaName = keyof typeof personas
