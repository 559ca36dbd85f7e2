/**
 * local-cloud with the built functions on a data folder, and nothing else: the process that durability tests kill.
 * Arguments: data folder, port. Prints its address when it can be used.
 */
import { join } from 'node:path'
import { startLocalCloud } from '../../local-cloud'
import { TEST_MASTER_KEY } from './test-key'

async function main() {
  const [dataDir = '', port = '0'] = process.argv.slice(2)
  const cloud = await startLocalCloud({
    dataDir,
    functionsDir: join(__dirname, '../../dist/cloudfunctions'),
    port: Number(port),
    functionEnv: { FUDIAN_MASTER_KEY: TEST_MASTER_KEY },
  })
  await cloud.deploy()
  await cloud.call('ops', { action: 'ops.init', input: {}, key: 'init' })
  console.log(cloud.address)
}

void main()
