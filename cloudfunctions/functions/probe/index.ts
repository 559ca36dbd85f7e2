import { probeDoor } from '../../adapters/wechat/probe'
import config from './config.json'

export const main = probeDoor(config)
