import Taro from '@tarojs/taro'
import type { KeyValueStore } from './pending'

/** The platform's storage, on the phone and in a browser. */
export const keyValueStore: KeyValueStore = {
  keys: () => Taro.getStorageInfoSync().keys,
  get: (key) => Taro.getStorageSync<string>(key) || null,
  set: (key, value) => Taro.setStorageSync(key, value),
  remove: (key) => Taro.removeStorageSync(key),
}
