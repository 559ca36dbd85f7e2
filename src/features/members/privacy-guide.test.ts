import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The interfaces WeChat lets through only when the shop's privacy guide declares them, as they stand in code. */
const PRIVACY_INTERFACES = {
  nickname: /type="nickname"|getUserProfile|getUserInfo/,
  chooseAvatar: /chooseAvatar/,
  getPhoneNumber: /getPhoneNumber|getRealtimePhoneNumber/,
  location: /getLocation|getFuzzyLocation|chooseLocation|choosePoi|onLocationChange/,
  address: /chooseAddress/,
  album: /chooseImage|chooseMedia|chooseVideo|saveImageToPhotosAlbum|saveVideoToPhotosAlbum/,
  camera: /createCameraContext|<Camera/,
  clipboard: /setClipboardData|getClipboardData/,
  record: /startRecord|getRecorderManager/,
  contact: /addPhoneContact|chooseContact/,
  calendar: /addPhoneCalendar|addPhoneRepeatCalendar/,
  bluetooth: /openBluetoothAdapter/,
  weRun: /getWeRunData/,
  invoice: /chooseInvoice/,
  messageFile: /chooseMessageFile/,
} as const

const src = join(__dirname, '../..')
const sources = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.includes('.test.') && !path.startsWith('stage'))
  // What only a browser runs is not in the mini program.
  .filter((path) => !/(\.h5|-in-browser)\.tsx?$/.test(path))
  .map((path) => readFileSync(join(src, path), 'utf8'))
const used = Object.entries(PRIVACY_INTERFACES)
  .filter(([, pattern]) => sources.some((text) => pattern.test(text)))
  .map(([name]) => name)

test('every privacy interface in use is in the guide, and the guide declares no other', () => {
  const guide = readFileSync(join(__dirname, 'privacy-guide.md'), 'utf8')
  const declared = [...guide.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name)
  expect(declared).toEqual(used)
})

test('the nickname field is found by the search, so an empty result cannot pass', () => {
  expect(used).toContain('nickname')
})
