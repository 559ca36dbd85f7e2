import { timerDoor } from '../../adapters/wechat/door'
import { modules } from '../../modules'
import config from './config.json'

export const main = timerDoor(modules, config)
