import { mergeInternalComponents } from '@tarojs/shared'
import { ARIA_ATTRIBUTES } from './taro-aria'

mergeInternalComponents(ARIA_ATTRIBUTES)
