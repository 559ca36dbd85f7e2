export default definePageConfig({ navigationBarTitleText: '兑换处理', onReachBottomDistance: 120 })
