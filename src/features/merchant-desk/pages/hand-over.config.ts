export default definePageConfig({ navigationBarTitleText: '领取兑换' })
