import Taro from '@tarojs/taro'

/** Says something once, above the page, for as long as it takes to read. */
export const say = (text: string): void => void Taro.showToast({ title: text, icon: 'none' })
