import path from 'node:path'
import type { IPluginContext, TaroPlatformBase } from '@tarojs/service'
import { ARIA_ATTRIBUTES } from './taro-aria'

/** Carries `ariaLabel` and `ariaRole` into the compiled mini program: templates and runtime both. */
export default (ctx: IPluginContext) => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform: TaroPlatformBase) {
      // The browser build has no templates and writes the attributes to the DOM by itself.
      if (!platform.template) return
      platform.template.mergeComponents(ctx, ARIA_ATTRIBUTES)
      platform.runtimePath = [platform.runtimePath, path.resolve(__dirname, 'taro-aria-runtime.ts')].flat()
    },
  })
}
