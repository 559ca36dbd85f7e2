export default definePageConfig({ navigationBarTitleText: '今天用的券', onReachBottomDistance: 120 })
