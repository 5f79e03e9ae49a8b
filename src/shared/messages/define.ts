/**
 * The message catalogue. Every word a person can read is defined once, Chinese and English side by side,
 * in a file per room (`dispenser.ts`, `counter.ts`, …), so that a screen bundles only its own words
 * and a missing translation does not compile.
 */
export type Locale = 'zh-CN' | 'en';

export interface Message {
  readonly zh: string;
  readonly en: string;
}

export type MessageParams = Readonly<Record<string, string | number>>;

/** Looks a message up and fills its `{name}` places; a place without a value stays visible, so that tests find it. */
export type Translate<K extends string> = (key: K, params?: MessageParams) => string;

export function defineMessages<const T extends Readonly<Record<string, Message>>>(
  messages: T,
): { readonly keys: readonly (keyof T & string)[]; readonly in: (locale: Locale) => Translate<keyof T & string> } {
  const keys = Object.keys(messages) as (keyof T & string)[];
  const translate =
    (locale: Locale): Translate<keyof T & string> =>
    (key, params) => {
      const message = messages[key] as Message;
      return fill(locale === 'en' ? message.en : message.zh, params);
    };
  const zh = translate('zh-CN');
  const en = translate('en');
  return { keys, in: (locale) => (locale === 'en' ? en : zh) };
}

function fill(text: string, params: MessageParams | undefined): string {
  if (!params) return text;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
