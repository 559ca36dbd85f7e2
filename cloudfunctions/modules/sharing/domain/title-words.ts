/**
 * What WeChat takes for inducement to share (its operating rules on abuse of sharing) and for titles that mislead.
 * Patterns are matched against a title as `normalised` leaves it: no spaces, no punctuation, simplified, small letters.
 */

const FRIENDS = '(好友|朋友|友|新人|新客|新用户|新(?![老茶春年])|闺蜜|家人|同事|同学|亲友|伙伴|群友|人头|人)'
/** “3 个”, “三位”: how many of them. */
const SO_MANY = '([0-9]+|[一二两三四五六七八九十]+)?[个位名]?'
const CHAT = '(朋友圈|微信群|群聊?|好友|朋友)'
/** Words in which 分享 names a thing on the table and asks for nothing, unless a gain follows at once. */
const SHARING_SIZE = '(装|餐|杯|壶|桶|会|课)(?![得领送赚获有返])'

/** Asking to pass something on. Harmless by itself, as in “与好友分享一壶茶”; with a gain it is inducement. */
export const ASKS_TO_SHARE: readonly RegExp[] = [
  new RegExp(`分享(?!${SHARING_SIZE})`, 'gu'),
  new RegExp(`邀请?${SO_MANY}${FRIENDS}`, 'gu'),
  /邀请(有|得|送|码|领)/gu,
  // Not 沙拉, 马拉松, 提拉米苏 ...
  new RegExp(`(?<![沙色马可阿巴提卡拖])拉${SO_MANY}${FRIENDS}`, 'gu'),
  new RegExp(`(推荐|介绍)给?${SO_MANY}(好友|朋友|新人|新客|有礼|有奖)`, 'gu'),
  new RegExp(`发[到给至送]?${CHAT}`, 'gu'),
  /点个?赞/gu,
]

/** What somebody might get. Harmless by itself, as in “到店领一杯”. */
export const GAINS: readonly RegExp[] = [
  /(?<![白红引带衣占率本])领(?![导带略域养口袖先])/gu,
  /(?<![值舍难觉记懂显晓使免])得/gu,
  /(?<![外配运护目欢])送(?![达货餐别])/gu,
  /(?<!获)奖/gu,
  /赚|返[现利还佣]|佣金|提现|现金|红包|积分|优惠|券/gu,
  /免费|免单|(?<![0-9])[0零]元|半价|特价|折|立减|满减|减[0-9]/gu,
  /福利|有礼|[好豪大]礼|礼[品包物]|抽(?![空烟屉出])/gu,
  /解锁|翻倍|加倍|机会|次数/gu,
]

/** Sharing as the price of going on: “分享后查看”, “分享即可”, “分享才能”. */
export const LOCKS_BEHIND_SHARE: readonly RegExp[] = [/分享(完|之后|以后|后|即|就|可|才|解锁|查看)/gu]

/** Refused wherever they stand. */
export const NEVER: readonly RegExp[] = [
  // Asking to pass it on as such: “请好心人转发一下”.
  /(?<![运反好流周旋逆])转发(?![生现展酵育])/gu,
  /转(给|到|至)|转(朋友圈|群)|[求必速快疯]转|转(疯|起来)|扩散/gu,
  new RegExp(`分享[到至]${CHAT}`, 'gu'),
  // Threats and provocation: “不转不是中国人”.
  /(?<!目)不转(?!让)|不是中国人|是中国人就|不[看点]后悔|(马上|立即|即将)(删除|被删)/gu,
  // Mechanics that live on sharing.
  /砍价|砍一刀|[帮求]我?砍|助力|集[满齐够]?[0-9]*个?赞|[集攒求]赞|裂变|拉人头/gu,
  // Exaggeration that lures.
  /震惊|惊呆|吓[尿人哭死]|出大事|速看|天天领(钱|现金)|点一下就|百分(之)?百中奖|100中奖/gu,
  // Dressed up as a message of the system or as money that waits.
  /有人(找|想|艾特)?你|未读消息|待(领取|查收|提现)|恭喜[你您]?(获得|中奖|被选)|(系统|官方)通知|微信红包|现金红包/gu,
]
