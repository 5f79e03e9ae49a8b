import type { Locale } from '../../shared/messages/define.ts';
import { refusalMessages } from '../../shared/messages/refusal.ts';
import type { Trouble } from './service.ts';

/** What a person is told when a press came to nothing; staff are told with `staffRefusalMessages`. */
export function troubleText(trouble: Trouble, locale: Locale, words = refusalMessages): string {
  const t = words.in(locale);
  switch (trouble.kind) {
    case 'refused':
      return t(trouble.refusal.code, trouble.refusal.params);
    case 'away':
    case 'no-answer':
    case 'failed':
      return t(trouble.kind);
  }
}
