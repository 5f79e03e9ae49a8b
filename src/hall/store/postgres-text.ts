/**
 * PostgreSQL's text holds every character but U+0000, and nothing that is no character. Names come from stations, and
 * one that cannot be written must not stop the hall: such a text is kept escaped, as it would stand in JSON.
 * What needs no escape is kept as it is; an escaped one always has a backslash, so that the two never meet.
 */
export function toText(value: string): string {
  return /[\\\0]|\p{Surrogate}/u.test(value) ? JSON.stringify(value).slice(1, -1) : value;
}

export function fromText(text: string): string {
  return text.includes('\\') ? (JSON.parse(`"${text}"`) as string) : text;
}
