/** Names as people give themselves in WeChat: some real, most not. */
const written = `
晚风 橘子汽水 山野有雾 不吃香菜 南风知我意 一只懒羊 是小鹿呀 慢慢 云朵收集员 半糖去冰 今天也要早睡 海盐芝士 大橘为重
阿May Sunny Kevin王 Lily Cici Echo 土豆泥 芋泥波波 桃桃乌龙 岁岁平安 木木 星野 听雨 Momo 路过人间 三分甜 早安苏州 老城厢
葡萄冻冻 Vivian 一叶知秋 小满未满 冬至饺子 春山可望 林间鹿 江南烟雨 风吹麦浪 荔枝 向阳花 青梅煮酒 Jason 好好吃饭 阿拉丁
旺仔 茉莉 雨巷 竹里馆 草莓大福 咕噜咕噜 糖炒栗子 桂花酿 栀子 双双 七七 可可 团团 圆圆 果果妈 一颗柠檬 Amy 白日梦想家
夏天的风 平江漫步 烟火气 柚子茶 Leo 红豆沙 抹茶控 奶盖要厚 努力搬砖 摸鱼小分队 加班狗不哭 周末钓鱼 骑行的猫 胖虎 静静
山塘小桥 一杯敬明天 清欢 不知火 麦子 Bella 喵呜 小确幸 豆沙包 番茄炒蛋 空山新雨 阿胖 米粒 花椒 陈皮 普洱 正山小种 龙井虾仁
`
  .trim()
  .split(/\s+/)

const surnames = [
  ...'王李张刘陈杨黄赵周吴徐孙朱马胡郭何高林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢',
]
const children = '朵朵 豆豆 乐乐 图图 安安 小宝 糖糖 牛牛 萌萌 小雨 阳阳 诺诺 一一 嘟嘟'.split(' ')

/** More different names than the demo has members. */
export const nicknames: readonly string[] = [
  ...written,
  ...surnames.flatMap((surname) => [`小${surname}`, `阿${surname}`, `老${surname}`]),
  ...children.flatMap((child) => [`${child}妈妈`, `${child}爸爸`]),
]
