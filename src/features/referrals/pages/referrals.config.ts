export default definePageConfig({ navigationBarTitleText: '带朋友来', enableShareAppMessage: true })
