export default definePageConfig({
  navigationBarTitleText: '分享卡片',
  enableShareAppMessage: true,
  onReachBottomDistance: 120,
})
