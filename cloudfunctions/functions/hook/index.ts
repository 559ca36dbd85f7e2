import { httpDoor } from '../../adapters/wechat/door'
import { modules } from '../../modules'
import config from './config.json'

export const main = httpDoor('hook', modules, config)
