type Options = {
  success?(result: object): void
  fail?(result: object): void
  complete?(result: object): void
} & Record<string, unknown>
type CloudCall = { name: string; data: unknown }
type NetworkChange = { isConnected: boolean }

export type WeChat = ReturnType<typeof createWeChat>

/** What WeChat carries and keeps is JSON: what JSON drops must not be missed. */
const copied = <T>(value: T): T => JSON.parse(JSON.stringify(value))

/**
 * The part of WeChat that the mini program uses, for one start of it: its cloud is the function given here, and what an
 * earlier start stored is still there.
 */
export function createWeChat(
  callFunction: (call: CloudCall) => Promise<unknown>,
  storage: Map<string, unknown> = new Map(),
) {
  const asked: { readonly name: string; readonly options: Options }[] = []
  const networkListeners: ((change: NetworkChange) => void)[] = []
  let line: 'open' | 'cut' | 'reply lost' = 'open'
  let unanswered = 0
  let beforeCamera: string | null = null

  async function answer(call: CloudCall) {
    if (line === 'cut') throw new Error('cloud.callFunction:fail request:fail')
    const result = await callFunction(copied(call))
    if (line === 'reply lost') throw new Error('cloud.callFunction:fail timeout')
    return { errMsg: 'cloud.callFunction:ok', result: copied(result) }
  }

  const succeeds =
    (name: string, given: object = {}) =>
    (options: Options) => {
      asked.push({ name, options })
      const result = { errMsg: `${name}:ok`, ...given }
      options.success?.(result)
      options.complete?.(result)
      return Promise.resolve(result)
    }

  const isLeft = (name: string) => (options: Options) => {
    asked.push({ name, options })
    const result = { errMsg: `${name}:fail cancel` }
    options.fail?.(result)
    options.complete?.(result)
  }

  const wx = {
    cloud: {
      init() {},
      callFunction(call: CloudCall) {
        unanswered++
        return answer(call).finally(() => unanswered--)
      },
    },
    getStorageSync: (key: string) => copied(storage.get(key) ?? ''),
    setStorageSync: (key: string, value: unknown) => void storage.set(key, copied(value)),
    removeStorageSync: (key: string) => void storage.delete(key),
    getStorageInfoSync: () => ({ keys: [...storage.keys()], currentSize: storage.size, limitSize: 10_240 }),
    getSystemInfoSync: () => ({
      SDKVersion: '3.6.0',
      platform: 'devtools',
      windowWidth: 375,
      windowHeight: 667,
      pixelRatio: 2,
    }),
    canIUse: () => true,
    nextTick: (act: () => void) => setTimeout(act, 0),
    onNetworkStatusChange: (listener: (change: NetworkChange) => void) => void networkListeners.push(listener),
    onNeedPrivacyAuthorization() {},
    showToast: succeeds('showToast'),
    setNavigationBarTitle: succeeds('setNavigationBarTitle'),
    setTabBarItem: succeeds('setTabBarItem'),
    navigateTo: succeeds('navigateTo'),
    getScreenBrightness: succeeds('getScreenBrightness', { value: 0.4 }),
    setScreenBrightness: succeeds('setScreenBrightness'),
    setKeepScreenOn: succeeds('setKeepScreenOn'),
    scanCode: (options: Options) =>
      beforeCamera === null ? isLeft('scanCode')(options) : succeeds('scanCode', { result: beforeCamera })(options),
  }
  return {
    wx,
    storage,
    isBusy: () => unanswered > 0,
    /** What one interface was asked for, oldest first. */
    asked: (name: string, option: string) =>
      asked.filter((one) => one.name === name).map(({ options }) => options[option]),
    /** What the camera sees from now on; nothing: whoever scans gives up. */
    showCamera(code: string | null) {
      beforeCamera = code
    },
    setLine(next: typeof line) {
      line = next
      for (const tell of networkListeners) tell({ isConnected: line !== 'cut' })
    },
  }
}
