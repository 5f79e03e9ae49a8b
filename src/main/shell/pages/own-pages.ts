import { shellMessages } from '../../../shared/messages/shell.ts';
import keeperScript from './keeper-page.js?raw';
import style from './shell.css?raw';

/** The shell's own two pages. They work when nothing else does: no framework, no service, no file of the renderer. */
export interface OwnPage {
  readonly body: string;
  readonly type: string;
  /** Whose policy applies. */
  readonly page: string;
}

const HTML = 'text/html; charset=utf-8';
const zh = shellMessages.in('zh-CN');
const en = shellMessages.in('en');
type Key = Parameters<typeof zh>[0];

export function ownPage(url: URL): OwnPage | null {
  switch (url.pathname) {
    case '/keeper/index.html':
      return { body: keeperPage(), type: HTML, page: 'keeper' };
    case '/keeper/keeper-page.js':
      return { body: keeperScript, type: 'text/javascript; charset=utf-8', page: 'keeper' };
    case '/trouble/index.html':
      return { body: troublePage(url.searchParams), type: HTML, page: 'trouble' };
    case '/keeper/shell.css':
    case '/trouble/shell.css':
      return { body: style, type: 'text/css; charset=utf-8', page: 'trouble' };
    default:
      return null;
  }
}

/** What the trouble page is told in its address. */
export function troubleQuery(station: string, code: string, message: string): string {
  return new URLSearchParams({ station, code, message }).toString();
}

function troublePage(facts: URLSearchParams): string {
  const fact = (name: string) => escapeHtml(facts.get(name) ?? '');
  return html(
    'troubleTitle',
    `<h1>${both('troubleTitle')}</h1>
    <p>${both('troubleCitizen')}</p>
    <section>
      <h2>${both('troubleKeeper')}</h2>
      <p class="detail">${fact('message') || both('troubleSilent')}</p>
      <p class="mute">${fact('station')} · ${fact('code')}</p>
      <p class="mute">${both('troubleRetry')}</p>
    </section>`,
  );
}

function keeperPage(): string {
  const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((key) => button(key, key));
  const keys = [
    ...digits,
    button('clear', both('keeperClear')),
    button('0', '0'),
    button('enter', both('keeperEnter')),
  ];
  return html(
    'keeperTitle',
    `<h1 data-when="asking">${both('keeperTitle')}</h1>
    <h1 data-when="right" hidden>${both('keeperMenu')}</h1>
    <output class="pin"></output>
    <div class="say" role="status">
      <p data-say="wrong" hidden>${both('keeperWrong')}</p>
      <p data-say="unset" hidden>${both('keeperUnset')}</p>
      <p data-say="leaving" hidden>${both('keeperLeaving')}</p>
    </div>
    <div class="keys">${keys.join('')}</div>
    <div class="menu" hidden>
      ${button('maintain', both('keeperMaintain'))}
      ${button('leave', both('keeperLeave'))}
    </div>
    ${button('back', both('keeperBack'))}
    <script type="module" src="keeper-page.js"></script>`,
  );
}

function button(key: string, label: string): string {
  return `<button type="button" data-key="${key}">${label}</button>`;
}

/** Both languages at once: whoever stands here may need either, and there is nobody to ask. */
function both(key: Key): string {
  return `${escapeHtml(zh(key))}<span lang="en">${escapeHtml(en(key))}</span>`;
}

function html(title: Key, body: string): string {
  return `<!doctype html>
<html lang="zh-CN">
  <head><meta charset="utf-8"><title>${escapeHtml(zh(title))}</title><link rel="stylesheet" href="shell.css"></head>
  <body><main>${body}</main></body>
</html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
