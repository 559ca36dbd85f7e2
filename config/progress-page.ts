/** Shown at `/` while the app is built. It stands alone: nothing it needs could be missing. */
export const progressPage = `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
<title>正在准备</title>
<link rel="icon" href="data:,">
<style>
:root{--bg:#f6f5f2;--surface:#fff;--surface-2:#efede8;--ink:#1c1b19;--ink-2:#6b6862;--line:#e6e3dc;--accent:#1f6b4f;--bad:#b3261e}
@media(prefers-color-scheme:dark){:root{--bg:#121212;--surface:#1e1e1d;--surface-2:#292928;--ink:#f2f0eb;--ink-2:#a8a49b;--line:#343431;--accent:#5fc79b;--bad:#f2837b}}
*{box-sizing:border-box;margin:0}
body{min-height:100vh;display:grid;place-items:center;padding:24px 16px;background:var(--bg);color:var(--ink);font:14px/1.5 system-ui,-apple-system,"PingFang SC","Microsoft YaHei",sans-serif}
main{width:100%;max-width:480px;background:var(--surface);border-radius:16px;padding:32px 24px}
h1{font-size:28px;line-height:1.2;font-weight:600}
h1+p{margin-top:8px;color:var(--ink-2)}
ol{list-style:none;padding:0;margin-top:24px}
li{padding:12px 0;border-top:1px solid var(--line)}
.row{display:flex;justify-content:space-between;gap:16px}
.row b{font-weight:600;white-space:nowrap}
.row span{color:var(--ink-2);text-align:right;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
.bar{height:4px;margin-top:8px;border-radius:999px;background:var(--surface-2);overflow:hidden}
.bar i{display:block;height:100%;width:0;border-radius:999px;background:var(--accent);transition:width 320ms ease-out}
.failed b{color:var(--bad)}
.failed .bar i{background:var(--bad)}
pre{margin-top:8px;padding:12px;max-height:40vh;overflow:auto;border-radius:8px;background:var(--surface-2);font:12px/1.5 ui-monospace,Menlo,Consolas,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
@media(prefers-reduced-motion:reduce){.bar i{transition:none}}
</style>
<main>
<h1 id="title">正在准备</h1>
<p id="hint">第一次需要一两分钟，好了会自动打开。</p>
<ol id="steps" aria-live="polite"></ol>
</main>
<script>
var words = { waiting: '等待', running: '进行中', done: '完成', failed: '失败' }
function add(parent, tag, className, text) {
  var element = parent.appendChild(document.createElement(tag))
  if (className) element.className = className
  if (text) element.textContent = text
  return element
}
function draw(steps) {
  var list = document.getElementById('steps')
  list.textContent = ''
  steps.forEach(function (step) {
    var item = add(list, 'li', step.state)
    var row = add(item, 'div', 'row')
    add(row, 'b', '', step.title)
    var isRunning = step.state === 'running'
    add(row, 'span', '', isRunning ? step.text + ' ' + step.percent + '%' : words[step.state])
    add(add(item, 'div', 'bar'), 'i').style.width = (step.state === 'done' ? 100 : step.percent) + '%'
    if (step.state === 'failed') add(item, 'pre', '', step.text)
  })
}
function say(title, hint) {
  document.getElementById('title').textContent = title
  document.getElementById('hint').textContent = hint
}
function look() {
  fetch('/_progress').then(function (reply) { return reply.json() }).then(function (progress) {
    if (progress.isReady) return location.reload()
    draw(progress.steps)
    if (progress.steps.some(function (step) { return step.state === 'failed' }))
      say('没有准备好', '改好下面的问题，再运行一次 npm start。')
    setTimeout(look, 700)
  }).catch(function () {
    say('服务没有运行', '在终端运行 npm start，这一页会自己继续。')
    setTimeout(look, 2000)
  })
}
look()
</script>
</html>
`
