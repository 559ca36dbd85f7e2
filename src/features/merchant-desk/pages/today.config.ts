export default definePageConfig({ navigationBarTitleText: '今天的订单', onReachBottomDistance: 120 })
