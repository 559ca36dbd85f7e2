export default definePageConfig({ navigationBarTitleText: '明细', onReachBottomDistance: 120 })
