import type { Programme } from '@/shared/theme/programme'

interface Section {
  readonly title: string
  readonly paragraphs: readonly string[]
}

/** What a member agrees to, in the shop's name. Only what the product does today is promised here. */
export function consentSections({ brand, expiryText }: Pick<Programme, 'brand' | 'expiryText'>): readonly Section[] {
  return [
    {
      title: '我们是谁',
      paragraphs: [`这是${brand.name}的会员计划。以下写明我们保存什么、为什么保存、您可以怎么做。`],
    },
    {
      title: '我们保存什么',
      paragraphs: [
        '微信为本小程序生成的用户编号：用来认出是您本人。它不是您的微信号，我们看不到您的微信号和好友。',
        '您填写的称呼和生日（只有月和日）：用来称呼您、在生日时问候您。都可以不填，也可以随时修改。',
        `您的${brand.pointsName}往来和签到记录：用来计算余额，并在您查看时说明每一笔的原因。`,
        '您同意本说明的版本和时间。',
      ],
    },
    {
      title: '我们不做什么',
      paragraphs: ['不要求手机号和出生年份，不读取通讯录和位置，不把您的资料卖给或交给其他商家。'],
    },
    {
      title: `${brand.pointsName}怎么到期`,
      paragraphs: [expiryText, `在“${brand.pointsName}明细”里可以看到每一批的到期日。`],
    },
    {
      title: '保存在哪里，保存多久',
      paragraphs: ['资料保存在本店开通的微信云开发环境中，在您是会员期间保存。'],
    },
    {
      title: '您可以怎么做',
      paragraphs: [
        '称呼和生日可以在“我的 - 个人资料”里查看和修改。',
        '如需复制、更正其他资料，或撤回同意、退出会员，请联系门店店员办理。',
        '未满 14 周岁请由监护人陪同阅读并同意。',
      ],
    },
  ]
}
