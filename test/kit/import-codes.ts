import type { RunningCloud } from './running-cloud'

/** Gift cards as an operator brings them: a file in the cloud's storage, and the command that imports it. */
export async function importCodes(cloud: RunningCloud, rewardId: string, codes: readonly string[]): Promise<void> {
  const path = `imports/${rewardId}.csv`
  const response = await fetch(`${cloud.address}/_local/files?path=${encodeURIComponent(path)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: `商品编号,卡密\n${codes.map((code) => `${rewardId},${code}`).join('\n')}\n`,
  })
  const { fileId } = (await response.json()) as { fileId: string }
  await cloud.ops()('ops.import', { fileId, kind: 'codes', operator: '何掌柜' })
}
