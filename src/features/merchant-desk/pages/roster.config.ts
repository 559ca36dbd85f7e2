export default definePageConfig({ navigationBarTitleText: '预约名单', onReachBottomDistance: 120 })
