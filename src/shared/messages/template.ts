import type { TemplateMistake, TemplateMistakeCode } from '../paper/template.ts';
import { defineMessages, type Locale, type Message } from './define.ts';

/** What is wrong with the layout of a slip, for whoever changes it at the desk or in the hall's file. */
const words = {
  'unknown-field': { zh: '没有 {name} 这一项', en: '{name} is not known here; known: {known}' },
  'unknown-block': { zh: '没有“{name}”这一段', en: 'block "{name}" is not known here; known: {known}' },
  'code-not-ascii': { zh: '二维码里只能放英文字母、数字和符号', en: 'a code holds printable ASCII only' },
  'field-not-in-code': { zh: '{name} 不能放进二维码', en: '{name} cannot stand in a code; {known} can' },
  'cut-in-middle': { zh: '切纸只能在最后一行', en: 'only the last line may cut' },
  'no-cut': { zh: '最后一行要切纸', en: 'the last line must cut' },
  missing: { zh: '小票上没有 {name}，不能少', en: '{name} is nowhere on the slip' },
  shape: { zh: '这一行没有填好（{key}）', en: 'this line is not filled in rightly ({key})' },
} as const satisfies Record<TemplateMistakeCode, Message>;

const messages = defineMessages({ ...words, line: { zh: '第 {line} 行', en: 'line {line}' } });

/** `第 2 行：没有 {numer} 这一项`; in English as the hall's program says it: `line 2 (text): {numer} is not known here; …`. */
export function templateMistakeText({ line, kind, code, params }: TemplateMistake, locale: Locale): string {
  const t = messages.in(locale);
  const text = t(code, { ...params });
  if (line === null) return text;
  const at = t('line', { line });
  return locale === 'en' ? `${at}${kind ? ` (${kind})` : ''}: ${text}` : `${at}：${text}`;
}
