import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from './browser.ts';

/**
 * Draws assets/demo/document.mjpeg: what a document camera sees, a page of a made-up person lying askew on a desk. One
 * frame, which Chromium gives as a camera (`--use-file-for-fake-video-capture`) to the demo and to the tests.
 *   npx node tests/preview/make-document.ts
 */
const SIZE = { width: 1280, height: 960 };

const PAGE = `<!doctype html><meta charset="utf-8"><style>
  body { margin: 0; background: #4b4038 linear-gradient(110deg, rgb(255 255 255 / .12), rgb(0 0 0 / .25)); font-family: "Noto Sans CJK SC"; perspective: 2200px; overflow: hidden; }
  main { position: absolute; left: 360px; top: 40px; width: 590px; height: 834px; box-sizing: border-box; padding: 52px 56px; color: #1c1c22;
    background: #f3efe4 linear-gradient(100deg, transparent 40%, rgb(60 50 30 / .22)); transform: rotateX(14deg) rotateY(-7deg) rotateZ(6deg); box-shadow: 6px 10px 18px rgb(0 0 0 / .5); }
  h1 { text-align: center; font-size: 30px; letter-spacing: .2em; margin: 0 0 26px; }
  table { border-collapse: collapse; width: 100%; font-size: 17px; } td { border: 1.5px solid #33333b; padding: 10px 12px; }
  td:nth-child(odd) { width: 92px; } p { font-size: 16px; line-height: 1.9; text-indent: 2em; } i { position: absolute; right: 70px; bottom: 84px;
    width: 128px; height: 128px; border: 5px solid #c2261c; border-radius: 50%; color: #c2261c; font: 700 20px "Noto Sans CJK SC"; display: grid; place-items: center; opacity: .82; transform: rotate(-12deg); }
</style><main><h1>失业登记申请表</h1><table>
  <tr><td>姓名</td><td>样本甲</td><td>性别</td><td>女</td></tr><tr><td>出生日期</td><td>2001年1月1日</td><td>民族</td><td>汉</td></tr>
  <tr><td>原单位</td><td colspan="3">桂园示例有限公司</td></tr><tr><td>失业时间</td><td>2026年10月31日</td><td>原因</td><td>合同期满</td></tr></table>
  <p>本人承诺以上填写的内容真实，并愿意承担相应的责任。现申请办理失业登记，请予受理。</p><p>申请人（签名）：样本甲</p><p>2026年11月20日</p><i>样本章</i></main>`;

const browser = await launchBrowser();
try {
  const page = await browser.newPage({ viewport: SIZE });
  await page.setContent(PAGE);
  await page.evaluate(() => document.fonts.ready);
  const frame = await page.screenshot({ type: 'jpeg', quality: 72 });
  writeFileSync(join(import.meta.dirname, '../../assets/demo/document.mjpeg'), frame);
} finally {
  await browser.close();
}
