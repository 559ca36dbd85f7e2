export default definePageConfig({ navigationBarTitleText: '预演和体检' })
