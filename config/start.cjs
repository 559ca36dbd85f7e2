// Plain old JavaScript, so that an old Node can read it far enough to say what is wrong.
var major = Number(process.versions.node.split('.')[0])
if (major < 20) {
  console.error('需要 Node.js 20 或更新的版本，现在是', process.versions.node)
  process.exit(1)
}
// One process, not a launcher and its child: a signal reaches the server itself, and so does its exit code.
import('tsx').then(
  () => import('./start.ts'),
  () => {
    console.error('还没有安装依赖，请先运行 npm ci')
    process.exit(1)
  },
)
