import { TestCloud } from '../fixture/test-cloud'

const local = new TestCloud()
beforeAll(() => local.start(), 60_000)
afterAll(() => local.remove())

test('the page and its two files are served, and name no other host', async () => {
  for (const address of ['/console', '/console/', '/console/page.css', '/console/page.js']) {
    const { status, text } = await local.http('GET', address)
    expect({ address, status }).toEqual({ address, status: 200 })
    expect(text.match(/https?:\/\//g)).toBeNull()
  }
  expect((await local.http('GET', '/console')).text).toContain('本地云控制台')
})

test.each(['/console/page', '/console/../index.ts', '/console/%2e%2e/index.ts', '/console/page/main.ts'])(
  '%s is not',
  async (address) => {
    expect((await local.http('GET', address)).status).toBe(404)
  },
)
